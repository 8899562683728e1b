package dev.salus.benchmarks.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long something takes of ever more documents, as a picture; both axes in powers of ten. */
final class GrowthPlot {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 230;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;
  private static final int LEAST_SIZE = 3;
  private static final int MOST_SIZE = 6;
  private static final int MOST_MICROS = 4;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#0f8b5f", "#b5651d", "#8a3ffc", "#c2185b", "#555555");

  private record Point(double size, double micros) {}

  private final Map<String, List<Point>> lines = new LinkedHashMap<>();

  /** Adds what was measured of so many documents to a line. */
  void add(String line, int size, double micros) {
    lines.computeIfAbsent(line, name -> new ArrayList<>()).add(new Point(size, micros));
  }

  /** The picture, SVG. */
  String svg() {
    StringBuilder out = new StringBuilder();
    out.append(
            String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                    + " font-size=\"12\">",
                WIDTH,
                HEIGHT))
        .append('\n');
    out.append(
            String.format(
                Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT))
        .append('\n');
    axes(out);
    int number = 0;
    for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
      line(out, line.getKey(), line.getValue(), number++);
    }
    return out.append("</svg>\n").toString();
  }

  private static void axes(StringBuilder out) {
    for (int power = LEAST_SIZE; power <= MOST_SIZE; power++) {
      double x = x(Math.pow(10, power));
      out.append(
              String.format(
                  Locale.ROOT,
                  "<path d=\"M%.1f %dV%d\" stroke=\"#dddddd\"/>",
                  x,
                  TOP,
                  HEIGHT - BOTTOM))
          .append('\n');
      out.append(
              String.format(
                  Locale.ROOT,
                  "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">10<tspan dy=\"-5\" font-size=\"9\">%d</tspan></text>",
                  x,
                  HEIGHT - BOTTOM + 20,
                  power))
          .append('\n');
    }
    for (int power = 0; power <= MOST_MICROS; power++) {
      double y = y(Math.pow(10, power));
      out.append(
              String.format(
                  Locale.ROOT,
                  "<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>",
                  LEFT,
                  y,
                  WIDTH - RIGHT))
          .append('\n');
      out.append(
              String.format(
                  Locale.ROOT,
                  "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f µs</text>",
                  LEFT - 8,
                  y + 4,
                  Math.pow(10, power)))
          .append('\n');
    }
    out.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">documents</text>",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 10))
        .append('\n');
  }

  private static void line(StringBuilder out, String name, List<Point> points, int number) {
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              path.isEmpty() ? "M" : "L",
              x(point.size()),
              y(point.micros())));
      out.append(
              String.format(
                  Locale.ROOT,
                  "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
                  x(point.size()),
                  y(point.micros()),
                  colour))
          .append('\n');
    }
    out.append(
            String.format(
                Locale.ROOT,
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                path,
                colour))
        .append('\n');
    int y = TOP + 16 + number * 20;
    out.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
                WIDTH - RIGHT + 15,
                y,
                colour,
                name))
        .append('\n');
  }

  private static double x(double size) {
    double part = (Math.log10(size) - LEAST_SIZE) / (MOST_SIZE - LEAST_SIZE);
    return LEFT + part * (WIDTH - RIGHT - LEFT);
  }

  private static double y(double micros) {
    double part = Math.log10(Math.max(1, micros)) / MOST_MICROS;
    return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP);
  }
}
