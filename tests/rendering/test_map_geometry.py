"""Where a map draws what: against computations of its own, on the sphere and in the plane."""

from collections.abc import Sequence
from itertools import combinations
from math import acos, atan2, cos, degrees, hypot, pi, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.geo import line_of, steps_text
from generator.rendering.figures.map_clipping import clip_line, clip_ring, in_short_steps, runs, simplified
from generator.rendering.figures.map_frames import Frame, Point, Size, frame_around, plan_map, split_far
from generator.rendering.figures.map_labels import Ground, Wish, mark_box, place_labels
from generator.rendering.figures.map_projection import (
    KILOMETRES_PER_DEGREE, Projection, bearing, choose_projection, distance,
)

SIZE, INSET = Size(590, 400, 640), Size(268, 190, 330)
NORWAY = (Point("bergen", 5.32, 60.39), Point("oslo", 10.75, 59.91), Point("tromso", 18.96, 69.65),
          Point("nordleia", 12.5, 66.0))
#: The same figure in other quarters of the earth: below the equator, over the meridian of the date, on the equator.
ELSEWHERE = [NORWAY, tuple(Point(point.id, point.lon, -point.lat) for point in NORWAY),
             tuple(Point(point.id, point.lon + 168, point.lat - 20) for point in NORWAY),
             tuple(Point(point.id, point.lon, point.lat - 64) for point in NORWAY)]
degrees_east, degrees_north = st.floats(-180, 180), st.floats(-80, 80)
positions = st.tuples(degrees_east, degrees_north)
plane = st.tuples(st.floats(-50, 150), st.floats(-50, 150))


def vector(point: Point) -> tuple[float, float, float]:
    """A point of the unit sphere."""
    lon, lat = radians(point.lon), radians(point.lat)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def dot(first: Sequence[float], second: Sequence[float]) -> float:
    """The product of two vectors."""
    return sum(a * b for a, b in zip(first, second, strict=True))


def kilometres(first: Point, second: Point) -> float:
    """The distance on the sphere by the angle between two vectors."""
    return 6371 * acos(min(1.0, dot(vector(first), vector(second))))


def angle_at(corner: Point, first: Point, second: Point) -> float:
    """The angle on the sphere between the ways from a point to two others, clockwise, by tangent vectors."""
    def course(target: Point) -> float:
        lon, lat = radians(corner.lon), radians(corner.lat)
        east, north = (-sin(lon), cos(lon), 0.0), (-sin(lat) * cos(lon), -sin(lat) * sin(lon), cos(lat))
        return atan2(dot(vector(target), east), dot(vector(target), north))

    return degrees(course(second) - course(first)) % 360


def drawn_angle_at(frame: Frame, corner: Point, first: Point, second: Point) -> float:
    """The same angle in a drawing, whose y grows downwards."""
    x, y = frame.place(*corner.position)

    def course(target: Point) -> float:
        other = frame.place(*target.position)
        return atan2(other[0] - x, y - other[1])

    return degrees(course(second) - course(first)) % 360


# Projection -------------------------------------------------------------------------------------------


def test_the_conic_projection_gives_the_numbers_of_its_textbook() -> None:
    """Snyder, Map Projections: A Working Manual, numerical example of the equidistant conic projection (sphere)."""
    low, high = 29.5, 45.5
    cone = (cos(radians(low)) - cos(radians(high))) / radians(high - low)
    projection = Projection(-96, 23, 23, cone, degrees(cos(radians(low)) / cone) + low)
    x, y = projection.to_plane(-75, 35)
    assert (radians(x), radians(y)) == pytest.approx((0.2952057, 0.2424021), abs=1e-6)


@given(positions, positions)
def test_the_way_back_from_the_plane_leads_to_the_same_place(corner: tuple[float, float], share: tuple[float, float]) -> None:
    west, south = corner[0], min(corner[1], 70.0)
    projection = choose_projection(west, south, west + 20, south + 10)
    lon, lat = west + 10 + share[0] / 18, south + 5 + share[1] / 16
    assert projection.to_degrees(*projection.to_plane(lon, lat)) == pytest.approx((lon, lat), abs=1e-6)


@pytest.mark.parametrize("points", ELSEWHERE)
def test_distances_in_a_drawing_are_those_on_the_globe(points: tuple[Point, ...]) -> None:
    frame = frame_around(points, SIZE, 0.09, 5.0)
    for first, second in combinations(points, 2):
        (x1, y1), (x2, y2) = frame.place(*first.position), frame.place(*second.position)
        drawn = hypot(x2 - x1, y2 - y1) / frame.scale * KILOMETRES_PER_DEGREE
        assert drawn == pytest.approx(kilometres(first, second), rel=0.03)


@pytest.mark.parametrize("points", ELSEWHERE)
def test_angles_in_a_drawing_are_those_on_the_globe(points: tuple[Point, ...]) -> None:
    frame = frame_around(points, SIZE, 0.09, 5.0)
    for corner in points:
        for first, second in combinations([point for point in points if point is not corner], 2):
            off = drawn_angle_at(frame, corner, first, second) - angle_at(corner, first, second)
            assert abs((off + 180) % 360 - 180) < 4


@pytest.mark.parametrize("points", ELSEWHERE)
def test_north_is_up_and_east_is_right_in_the_middle(points: tuple[Point, ...]) -> None:
    frame = frame_around(points, SIZE, 0.09, 5.0)
    lon, lat = frame.degrees_at(frame.width / 2, frame.height / 2)
    assert frame.place(lon, lat + 0.1)[1] < frame.height / 2 < frame.place(lon, lat - 0.1)[1]
    assert frame.place(lon - 0.1, lat)[0] < frame.width / 2 < frame.place(lon + 0.1, lat)[0]


@given(positions, positions)
def test_distance_agrees_with_the_angle_between_vectors(first: tuple[float, float], second: tuple[float, float]) -> None:
    expected = kilometres(Point("a", *first), Point("b", *second))
    assert distance(first, second) == pytest.approx(expected, abs=1.0)


def test_west_of_a_town_is_what_lies_on_its_parallel() -> None:
    assert bearing((10, 60), (-80, 60)) == pytest.approx(270)
    assert bearing((170, -20), (-170, -20)) == pytest.approx(90)
    assert bearing((0, 0), (0, 50)) == pytest.approx(0)
    assert bearing((0, 0), (10, 10)) == pytest.approx(45, abs=1)


# Frames -----------------------------------------------------------------------------------------------


def test_a_frame_holds_its_places_with_a_margin() -> None:
    for points in ELSEWHERE:
        frame = frame_around(points, SIZE, 0.09, 5.0)
        for point in points:
            x, y = frame.place(*point.position)
            assert 20 < x < frame.width - 20 and 20 < y < frame.height - 20


def test_a_frame_serves_the_majority() -> None:
    kept, far = split_far([*NORWAY, Point("capital", -77, 38.9, weight=50)])
    assert {point.id for point in kept} == {point.id for point in NORWAY}
    assert [point.id for point in far] == ["capital"]


def test_places_all_over_the_world_are_all_in_the_frame() -> None:
    points = [Point(str(lon), lon, lat) for lon, lat in ((-150, -40), (-90, 40), (-20, 0), (40, 55), (100, -20), (150, 35))]
    kept, far = split_far(points)
    assert len(kept) == 6 and not far
    frame = plan_map(points, SIZE, INSET).main
    assert all(frame.holds(*point.position) for point in points)


def test_places_on_both_sides_of_the_date_line_lie_side_by_side() -> None:
    points = [Point("west", 179, -17), Point("east", -178, -18), Point("south", 178, -19)]
    plan = plan_map(points, SIZE, INSET)
    west, south, east, north = plan.main.box
    assert east - west < 20 and not plan.beyond
    assert plan.main.place(-178, -18)[0] > plan.main.place(179, -17)[0]


def test_one_place_and_two_at_one_spot_have_a_frame() -> None:
    for points in ([NORWAY[0]], [NORWAY[0], Point("quay", 5.32, 60.39)]):
        plan = plan_map(points, SIZE, INSET)
        assert plan.main.place(5.32, 60.39) == pytest.approx((plan.main.width / 2, plan.main.height / 2), abs=1)
        assert not plan.insets


def test_where_places_crowd_an_inset_shows_them_larger() -> None:
    crowd = [Point("quay", 5.40, 60.40), Point("fort", 5.25, 60.35)]
    plan = plan_map([*NORWAY, *crowd], SIZE, INSET)
    [(inset, members)] = plan.insets
    assert {point.id for point in members} == {"bergen", "quay", "fort"}
    assert inset.scale > 3 * plan.main.scale
    (x1, y1), (x2, y2) = (inset.place(*point.position) for point in crowd)
    assert hypot(x2 - x1, y2 - y1) > 20


@given(st.lists(st.tuples(degrees_east, st.floats(-89, 89), st.integers(0, 5)), min_size=1, max_size=12))
@settings(deadline=None, max_examples=30)
def test_every_place_is_either_inside_or_beyond(places: list[tuple[float, float, int]]) -> None:
    points = [Point(str(index), lon, lat, weight) for index, (lon, lat, weight) in enumerate(places)]
    plan = plan_map(points, SIZE, INSET)
    assert sorted([point.id for point in plan.inside] + [far.point.id for far in plan.beyond]) == sorted(
        point.id for point in points)
    assert all(plan.main.holds(*point.position) for point in plan.inside)


# Names ------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 580), st.integers(0, 380), st.integers(10, 160), st.integers(1, 3)), max_size=25))
@settings(deadline=None, max_examples=30)
def test_names_stand_on_nothing(wishes: list[tuple[int, int, int, int]]) -> None:
    ground = Ground(590, 390)
    asked = []
    for index, (x, y, width, lines) in enumerate(wishes):
        own = mark_box(x, y, 4)
        ground.take(own)
        asked.append((Wish(str(index), x, y, 4, width, lines * 15), own))
    labels = place_labels(asked, ground)
    marks = [own for _, own in asked]
    boxes = []
    for wish, own in asked:
        if label := labels.get(wish.id):
            left = label.x - {"start": 0.0, "middle": wish.width / 2, "end": wish.width}[label.anchor]
            boxes.append((left, label.top, left + wish.width, label.top + wish.height))
            assert not any(meet(boxes[-1], mark) for mark in marks if mark is not own)
    assert not any(meet(first, second) for first, second in combinations(boxes, 2))
    assert all(0 <= box[0] and 0 <= box[1] and box[2] <= 590 and box[3] <= 390 for box in boxes)


def meet(first: Sequence[float], second: Sequence[float]) -> bool:
    """Whether two boxes have a common part."""
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def test_a_name_without_room_beside_its_mark_stands_at_the_end_of_a_line() -> None:
    ground, own = Ground(200, 200), mark_box(100, 100, 4)
    for box in (own, (106, 80, 120, 120), (80, 80, 94, 120), (80, 80, 120, 94), (80, 106, 120, 120)):
        ground.take(box)
    labels = place_labels([(Wish("a", 100, 100, 4, 40, 15), own)], ground)
    assert not labels
    ground = Ground(200, 200)
    for box in (own, (106, 92, 150, 112), (50, 92, 94, 112), (80, 70, 150, 90), (50, 106, 94, 130)):
        ground.take(box)
    assert place_labels([(Wish("a", 100, 100, 4, 40, 15), own)], ground)["a"].leader


# Lines ------------------------------------------------------------------------------------------------


BOX = (0.0, 0.0, 100.0, 100.0)


def area(ring: Sequence[tuple[float, float]]) -> float:
    """The area of a polygon, by the shoelace formula."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]]))) / 2


@given(st.lists(plane, min_size=3, max_size=20))
def test_a_cut_ring_lies_in_its_box(ring: list[tuple[float, float]]) -> None:
    assert all(-1e-9 <= x <= 100 + 1e-9 and -1e-9 <= y <= 100 + 1e-9 for x, y in clip_ring(ring, BOX))


def test_a_cut_ring_has_the_area_it_should() -> None:
    assert area(clip_ring([(-50, -50), (50, -50), (50, 50), (-50, 50)], BOX)) == pytest.approx(2500)
    assert area(clip_ring([(-50, 50), (50, -50), (150, 50), (50, 150)], BOX)) == pytest.approx(10000)
    assert clip_ring([(200, 200), (300, 200), (300, 300)], BOX) == []


@given(st.lists(plane, min_size=2, max_size=20))
def test_the_pieces_of_a_line_lie_in_the_box_and_on_the_line(line: list[tuple[float, float]]) -> None:
    for piece in clip_line(line, BOX):
        assert all(-1e-6 <= x <= 100 + 1e-6 and -1e-6 <= y <= 100 + 1e-6 for x, y in piece)
        assert all(min(apart(point, *step) for step in zip(line, line[1:])) < 1e-6 for point in piece)


def apart(point: tuple[float, float], first: tuple[float, float], second: tuple[float, float]) -> float:
    """How far a point is from a step."""
    dx, dy = second[0] - first[0], second[1] - first[1]
    length = dx * dx + dy * dy
    share = min(max(((point[0] - first[0]) * dx + (point[1] - first[1]) * dy) / length, 0), 1) if length else 0
    return hypot(point[0] - first[0] - share * dx, point[1] - first[1] - share * dy)


@given(st.lists(plane, min_size=2, max_size=40), st.floats(0.1, 20))
def test_a_thinned_line_keeps_its_ends_and_is_nowhere_farther_off_than_told(
    line: list[tuple[float, float]], tolerance: float
) -> None:
    thin = simplified(line, tolerance)
    assert (thin[0], thin[-1]) == (line[0], line[-1]) and len(thin) <= len(line)
    assert all(min(apart(point, *step) for step in zip(thin, thin[1:])) <= tolerance + 1e-6 for point in line)


def test_long_steps_are_divided_and_what_is_no_coast_is_taken_out() -> None:
    assert [x for x, _ in in_short_steps([(0, 0), (2.5, 0)], 1)] == pytest.approx([0, 2.5 / 3, 5 / 3, 2.5])
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert list(runs(square, lambda first, second: first[1] == second[1] == 0)) == [
        [(10, 0), (10, 10), (0, 10), (0, 0)]]


@given(st.lists(st.tuples(st.integers(-18000, 18000), st.integers(-9000, 9000)), min_size=2, max_size=20, unique=True))
def test_a_line_is_read_as_it_was_written(places: list[tuple[int, int]]) -> None:
    line = tuple((x / 100, y / 100) for x, y in places)
    assert line_of(tuple(map(int, steps_text(line, 100).split())), 100) == line


def test_the_earth_is_a_sphere_of_its_mean_radius() -> None:
    assert distance((0, 0), (180, 0)) == pytest.approx(pi * 6371)
