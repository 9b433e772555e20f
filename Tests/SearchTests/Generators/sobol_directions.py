"""Prints the rows of Sources/Search/Designs/SobolDirections.swift: the direction numbers of Joe and Kuo (2008),
new-joe-kuo-6, as scipy carries them. Run: python3 sobol_directions.py"""
import os

import numpy
import scipy.stats._sobol as sobol

data = numpy.load(os.path.join(os.path.dirname(sobol.__file__), "_sobol_direction_numbers.npz"))
for dimension in range(1, 64):
    polynomial = int(data["poly"][dimension])
    degree = polynomial.bit_length() - 1
    numbers = ", ".join(str(int(number)) for number in data["vinit"][dimension][:degree])
    print(f"        ({polynomial}, [{numbers}]),")
