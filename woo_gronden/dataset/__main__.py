"""``python -m woo_gronden.dataset`` prints the data dictionary."""

import sys

from woo_gronden.dataset.dictionary import data_dictionary

if __name__ == "__main__":
    sys.stdout.write(data_dictionary())
