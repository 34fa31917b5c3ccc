"""Slips of the finger in a word."""


def count_slips(one: str, other: str) -> int:
    """Return how many slips lie between (Damerau, optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            best = min(row[j - 1] + 1, rows[i - 1][j] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, lacks, is too many, or two are swapped."""
    return abs(len(one) - len(other)) <= 1 and count_slips(one, other) == 1
