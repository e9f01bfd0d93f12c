/* Makes outline.json from world-atlas: the countries inside a box round Great Britain, light enough for a phone. The box
   holds all that a map can come to show (static/js/map.js); what is far from Great Britain is drawn more coarsely. */
import { readFileSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";

const BOX = { west: -25, south: 43.5, east: 21, north: 64.5 };
const NEAR = { west: -11, south: 49, east: 4, north: 61.5 };
const TOLERANCE = { near: 0.006, far: 0.1 }; // degrees
const SMALLEST = { near: 0.0004, far: 0.05 }; // square degrees; a rock less

const atlas = JSON.parse(readFileSync(new URL("../../node_modules/world-atlas/countries-10m.json", import.meta.url)));

/* Sutherland and Hodgman: one side of the box after the other. */
function clip(ring) {
  const sides = [
    [(p) => p[0] >= BOX.west, (a, b) => at(a, b, 0, BOX.west)],
    [(p) => p[0] <= BOX.east, (a, b) => at(a, b, 0, BOX.east)],
    [(p) => p[1] >= BOX.south, (a, b) => at(a, b, 1, BOX.south)],
    [(p) => p[1] <= BOX.north, (a, b) => at(a, b, 1, BOX.north)],
  ];
  return sides.reduce(
    (points, [inside, cross]) =>
      points.flatMap((point, i) => {
        const before = points.at(i - 1);
        if (inside(point)) return inside(before) ? [point] : [cross(before, point), point];
        return inside(before) ? [cross(before, point)] : [];
      }),
    ring,
  );
}

function at(a, b, axis, value) {
  const t = (value - a[axis]) / (b[axis] - a[axis]);
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/* Douglas and Peucker. */
function simplify(points) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points.at(-1)];
  let [far, most] = [0, 0];
  points.forEach((point, i) => {
    const away = distance(point, first, last) / TOLERANCE[where(point)];
    if (away > most) [far, most] = [i, away];
  });
  if (most <= 1) return [first, last];
  return [...simplify(points.slice(0, far + 1)).slice(0, -1), ...simplify(points.slice(far))];
}

function where([x, y]) {
  return x >= NEAR.west && x <= NEAR.east && y >= NEAR.south && y <= NEAR.north ? "near" : "far";
}

function distance([x, y], [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy);
  return length ? Math.abs(dy * x - dx * y + x2 * y1 - y2 * x1) / length : Math.hypot(x - x1, y - y1);
}

function size(ring) {
  return Math.abs(ring.reduce((sum, [x, y], i) => sum + ring.at(i - 1)[0] * y - x * ring.at(i - 1)[1], 0)) / 2;
}

const rounded = (points) =>
  points.map((point) => point.map((each) => Number(each.toFixed(where(point) === "near" ? 3 : 2))));

const coordinates = feature(atlas, atlas.objects.countries)
  .features.flatMap(({ geometry }) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates))
  .map(([outer]) => clip(outer))
  .filter((ring) => ring.length > 3 && size(ring) > SMALLEST[ring.some((point) => where(point) === "near") ? "near" : "far"])
  .map((ring) => {
    const middle = Math.floor(ring.length / 2); // a closed ring has no ends of its own
    const halves = [...simplify(ring.slice(0, middle + 1)).slice(0, -1), ...simplify([...ring.slice(middle), ring[0]])];
    return [rounded(halves)];
  });

writeFileSync(new URL("outline.json", import.meta.url), `${JSON.stringify({ type: "MultiPolygon", coordinates })}\n`);
