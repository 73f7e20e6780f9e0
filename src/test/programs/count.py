import sys, time

for number in range(1, 11):
    print(number, flush=True)
    time.sleep(float(sys.argv[1]))
