// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.stream.Collectors.joining;

import dev.eventsrelay.benchmarks.report.Chart.Kind;
import dev.eventsrelay.benchmarks.report.Chart.Point;
import dev.eventsrelay.benchmarks.report.Chart.Series;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A chart as SVG, in the colours of the page. */
final class ChartView {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 300;
  private static final int LEFT = 64;
  private static final int RIGHT = 26;
  private static final int TOP = 14;
  private static final int BOTTOM = 46;
  private static final int LEGEND_LINE = 18;
  private static final int COLOURS = 6;

  private final Chart chart;
  private final Axis horizontal;
  private final Axis vertical;

  ChartView(Chart chart) {
    this.chart = chart;
    this.horizontal = Axis.over(points().map(Point::x).toList(), chart.kind() == Kind.LOG_LOG);
    this.vertical = Axis.over(points().map(Point::y).toList(), chart.kind() == Kind.LOG_LOG);
  }

  private Stream<Point> points() {
    return chart.series().stream().flatMap(this::points);
  }

  /** What can be drawn: a logarithm needs positive figures. */
  private Stream<Point> points(Series series) {
    return series.points().stream()
        .filter(point -> chart.kind() == Kind.BARS || (point.x() > 0 && point.y() > 0));
  }

  String svg() {
    int height = HEIGHT + LEGEND_LINE * chart.series().size();
    return element(
            "<svg viewBox=\"0 0 %d %d\" width=\"%1$d\" height=\"%2$d\" role=\"img\""
                + " aria-label=\"%s\">",
            WIDTH, height, Html.text(chart.title()))
        + verticalAxis()
        + (chart.kind() == Kind.BARS ? bars() : horizontalAxis() + lines())
        + text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", chart.x())
        + legend()
        + "</svg>";
  }

  private static String element(String format, Object... values) {
    return String.format(Locale.ROOT, format + "%n", values);
  }

  private double x(double figure) {
    return LEFT + horizontal.share(figure) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double figure) {
    return HEIGHT - BOTTOM - vertical.share(figure) * (HEIGHT - BOTTOM - TOP);
  }

  private String verticalAxis() {
    return vertical.ticks().stream()
            .map(
                tick ->
                    element(
                        "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%3$.1f\""
                            + " stroke=\"var(--line)\"/>%s",
                        LEFT,
                        WIDTH - RIGHT,
                        y(tick),
                        text(LEFT - 8, y(tick) + 4, "end", Figures.text(tick))))
            .collect(joining())
        + element(
            "<text transform=\"rotate(-90)\" x=\"%d\" y=\"14\" text-anchor=\"middle\""
                + " fill=\"var(--quiet)\">%s</text>",
            -(TOP + HEIGHT - BOTTOM) / 2, Html.text(chart.y()));
  }

  private String horizontalAxis() {
    return horizontal.ticks().stream()
        .map(tick -> text(x(tick), HEIGHT - BOTTOM + 18, "middle", Figures.text(tick)))
        .collect(joining());
  }

  private String lines() {
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i);
      String path =
          points(series)
              .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", x(p.x()), y(p.y())))
              .collect(joining(" "));
      svg.append(
          element(
              "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
              path, colour(i)));
      for (Point point : points(series).toList()) {
        svg.append(
            element(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s:"
                    + " %s</title></circle>",
                x(point.x()),
                y(point.y()),
                colour(i),
                Html.text(series.name()),
                Figures.text(point.y())));
      }
    }
    return svg.toString();
  }

  private String legend() {
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < chart.series().size(); i++) {
      svg.append(
          element(
              "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>%s",
              LEFT,
              HEIGHT + LEGEND_LINE * i,
              colour(i),
              text(
                  LEFT + 16,
                  HEIGHT + LEGEND_LINE * i + 9.5,
                  "start",
                  chart.series().get(i).name())));
    }
    return svg.toString();
  }

  private static String text(double x, double y, String anchor, String text) {
    return element(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"var(--quiet)\">%s</text>",
        x, y, anchor, Html.text(text));
  }

  private static String colour(int series) {
    return "var(--c" + series % COLOURS + ")";
  }

  /** Groups of bars, one for each label in the order of the first series. */
  private String bars() {
    List<String> labels = points().map(Point::label).distinct().toList();
    double groupWidth = (double) (WIDTH - LEFT - RIGHT) / Math.max(1, labels.size());
    double barWidth = groupWidth * 0.8 / Math.max(1, chart.series().size());
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < labels.size(); i++) {
      // Many labels stand on two lines, by turns.
      int line = HEIGHT - BOTTOM + (labels.size() > 5 && i % 2 == 1 ? 32 : 18);
      svg.append(text(LEFT + (i + 0.5) * groupWidth, line, "middle", labels.get(i)));
    }
    for (int i = 0; i < chart.series().size(); i++) {
      for (Point point : points(chart.series().get(i)).toList()) {
        double left = LEFT + (labels.indexOf(point.label()) + 0.1) * groupWidth + i * barWidth;
        svg.append(
            element(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%s",
                left,
                y(point.y()),
                barWidth * 0.95,
                HEIGHT - BOTTOM - y(point.y()),
                colour(i),
                text(left + barWidth / 2, y(point.y()) - 3, "middle", Figures.text(point.y()))));
      }
    }
    return svg.toString();
  }
}
