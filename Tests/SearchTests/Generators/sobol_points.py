"""Prints the numbers of Tests/SearchTests/Designs/SobolSequenceTests.swift, from scipy's unscrambled Sobol sequence.
Run: python3 sobol_points.py"""
from scipy.stats import qmc

print("21 dimensions, points 0 to 7:")
for point in qmc.Sobol(d=21, scramble=False, bits=32).random(8):
    print("            [" + ", ".join(repr(float(x)) for x in point) + "],")

points = qmc.Sobol(d=64, scramble=False, bits=32).random(1024)
for index in (100, 777, 1023):
    print(f"64 dimensions, point {index}:")
    print("            [" + ", ".join(repr(float(x)) for x in points[index]) + "],")
