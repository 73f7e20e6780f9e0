"""Prints without end, and writes how many lines it has printed to the file it is told."""
import sys

with open(sys.argv[1], "w") as count:
    printed = 0
    while True:
        sys.stdout.write("x" * 999 + "\n")
        printed += 1
        count.seek(0)
        count.write(str(printed))
        count.flush()
