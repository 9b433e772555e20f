"""Prints the numbers of Tests/SearchTests/Space/PointHashTests.swift: 64-bit FNV-1a over `name=value` lines in order of
name. Run: python3 point_hash.py"""


def fnv1a(data):
    bits = 0xCBF29CE484222325
    for byte in data:
        bits = ((bits ^ byte) * 0x100000001B3) & ((1 << 64) - 1)
    return bits


for text in (
    "",
    "NB=192\n",
    "BCAST=1ringM\nNB=192\ngrid=1x2\n",
    "BCAST=1ringM\nNB=193\ngrid=1x2\n",
    "fraction=0.5\n",
    "whole=2.0\n",
    "name=größe\n",
):
    print(f"{fnv1a(text.encode()):016x}", repr(text))
