"""Make the demo corpus and its truth again: ``python corpus/make_demo.py [--into FOLDER]``."""

from demo_maker.make import main

if __name__ == "__main__":
    main()
