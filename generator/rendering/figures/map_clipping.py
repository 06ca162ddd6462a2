"""Lines cut to a rectangle and thinned to what a scale can show: plane geometry without any meaning.

Works on positions of any unit; a box is left, bottom, right, top. A ring does not repeat its first position.
"""

from collections.abc import Callable, Iterator, Sequence

Position = tuple[float, float]
Box = tuple[float, float, float, float]


def clip_ring(ring: Sequence[Position], box: Box) -> list[Position]:
    """The part of a polygon inside a box, with edges along the box where it was cut (Sutherland and Hodgman)."""
    points = list(ring)
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        if all(sign * (point[axis] - limit) >= 0 for point in points):
            continue
        points = _clip_at(points, axis, limit, sign)
        if not points:
            break
    return points


def _clip_at(points: Sequence[Position], axis: int, limit: float, sign: int) -> list[Position]:
    """The part on one side of a straight line."""
    found = []
    for last, point in zip((points[-1], *points[:-1]), points, strict=True):
        is_in, was_in = sign * (point[axis] - limit) >= 0, sign * (last[axis] - limit) >= 0
        if is_in != was_in:
            found.append(_crossing(last, point, axis, limit))
        if is_in:
            found.append(point)
    return found


def _crossing(first: Position, second: Position, axis: int, limit: float) -> Position:
    share = (limit - first[axis]) / (second[axis] - first[axis])
    other = first[1 - axis] + share * (second[1 - axis] - first[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def clip_line(line: Sequence[Position], box: Box) -> list[list[Position]]:
    """The pieces of a line inside a box (Liang and Barsky, step by step)."""
    pieces: list[list[Position]] = []
    for first, second in zip(line, line[1:]):
        shares = _shares_inside(first, second, box)
        if shares is None:
            continue
        start, end = (_between(first, second, share) for share in shares)
        if pieces and shares[0] == 0 and pieces[-1][-1] == first:
            pieces[-1].append(end)
        else:
            pieces.append([start, end])
    return pieces


def _shares_inside(first: Position, second: Position, box: Box) -> tuple[float, float] | None:
    """From which share of a step to which it is inside; None where it nowhere is."""
    enters, leaves = 0.0, 1.0
    for axis in (0, 1):
        step = second[axis] - first[axis]
        for limit, sign in ((box[axis], 1), (box[axis + 2], -1)):
            towards, away = sign * step, sign * (limit - first[axis])
            if towards == 0:
                if away > 0:
                    return None
            elif towards > 0:
                enters = max(enters, away / towards)
            else:
                leaves = min(leaves, away / towards)
    return (enters, leaves) if enters < leaves else None


def _between(first: Position, second: Position, share: float) -> Position:
    if share in (0, 1):
        return second if share else first
    return first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])


def simplified(line: Sequence[Position], tolerance: float) -> list[Position]:
    """The line without what lies within a tolerance of the rest; both ends stay (Douglas and Peucker)."""
    if len(line) < 3:
        return list(line)
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        farthest, apart = _farthest(line, start, end)
        if apart > tolerance:
            kept.add(farthest)
            waiting += [(start, farthest), (farthest, end)]
    return [line[index] for index in sorted(kept)]


def _farthest(line: Sequence[Position], start: int, end: int) -> tuple[int, float]:
    """The position between two others that is farthest from the step that joins them, and how far it is."""
    (x1, y1), (x2, y2) = line[start], line[end]
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    farthest, most = start, 0.0
    for index in range(start + 1, end):
        x, y = line[index]
        share = min(max(((x - x1) * dx + (y - y1) * dy) / length, 0.0), 1.0) if length else 0.0
        apart = (x - x1 - share * dx) ** 2 + (y - y1 - share * dy) ** 2
        if apart > most:
            farthest, most = index, apart
    return farthest, most ** 0.5


def runs(ring: Sequence[Position], is_edge: Callable[[Position, Position], bool]) -> Iterator[list[Position]]:
    """The lines of a closed ring that are left when some of its steps are taken out."""
    closed = [*ring, ring[0]] if ring else []
    line: list[Position] = []
    for first, second in zip(closed, closed[1:]):
        if is_edge(first, second):
            if len(line) > 1:
                yield line
            line = []
        else:
            line = line or [first]
            line.append(second)
    if len(line) > 1:
        yield line


def in_short_steps(line: Sequence[Position], longest: float) -> list[Position]:
    """The line with positions in between where a step is long: a projection bends what is straight in degrees."""
    found = [line[0]] if line else []
    for first, second in zip(line, line[1:]):
        steps = int(max(abs(second[0] - first[0]), abs(second[1] - first[1])) / longest) + 1
        found += [_between(first, second, step / steps) for step in range(1, steps + 1)]
    return found
