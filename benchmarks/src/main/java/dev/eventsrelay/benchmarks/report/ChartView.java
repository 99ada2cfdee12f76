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
    boolean bothLog = chart.kind() == Kind.LOG_LOG;
    this.chart = chart;
    this.horizontal =
        Axis.over(points().map(Point::x).toList(), bothLog || chart.kind() == Kind.LOG_LINEAR);
    this.vertical = Axis.over(points().map(Point::y).toList(), bothLog);
  }

  /** What can be drawn: a logarithm needs positive figures. */
  private static boolean isDrawn(Chart chart, Point point) {
    return switch (chart.kind()) {
      case LINES, BARS -> true;
      case LOG_LOG -> point.x() > 0 && point.y() > 0;
      case LOG_LINEAR -> point.x() > 0;
    };
  }

  private Stream<Point> points() {
    return chart.series().stream().flatMap(this::points);
  }

  private Stream<Point> points(Series series) {
    return series.points().stream().filter(point -> isDrawn(chart, point));
  }

  String svg() {
    int height = HEIGHT + LEGEND_LINE * chart.series().size();
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
            + " aria-label=\"%s\">%n%s%s%s%s</svg>",
        WIDTH,
        height,
        WIDTH,
        height,
        Html.text(chart.title()),
        verticalAxis(),
        chart.kind() == Kind.BARS ? "" : horizontalAxis(),
        chart.kind() == Kind.BARS ? new Bars().svg() : lines(),
        legend());
  }

  private double x(double figure) {
    return LEFT + horizontal.share(figure) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double figure) {
    return HEIGHT - BOTTOM - vertical.share(figure) * (HEIGHT - BOTTOM - TOP);
  }

  private String verticalAxis() {
    String ticks =
        vertical.ticks().stream()
            .map(
                tick ->
                    String.format(
                        Locale.ROOT,
                        "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\""
                            + " stroke=\"var(--line)\"/>%s%n",
                        LEFT,
                        WIDTH - RIGHT,
                        y(tick),
                        y(tick),
                        text(LEFT - 8, y(tick) + 4, "end", Figures.text(tick))))
            .collect(joining());
    return ticks
        + String.format(
            Locale.ROOT,
            "<text transform=\"rotate(-90)\" x=\"%d\" y=\"14\" text-anchor=\"middle\""
                + " fill=\"var(--quiet)\">%s</text>%n",
            -(TOP + HEIGHT - BOTTOM) / 2,
            Html.text(chart.y()));
  }

  private String horizontalAxis() {
    return horizontal.ticks().stream()
            .map(tick -> text(x(tick), HEIGHT - BOTTOM + 18, "middle", Figures.text(tick)))
            .collect(joining())
        + axisTitle();
  }

  private String axisTitle() {
    return text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", chart.x());
  }

  private String lines() {
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < chart.series().size(); i++) {
      List<Point> points = points(chart.series().get(i)).toList();
      String path =
          points.stream()
              .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", x(p.x()), y(p.y())))
              .collect(joining(" "));
      svg.append(
          String.format(
              Locale.ROOT,
              "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
              path,
              colour(i)));
      for (Point point : points) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s:"
                    + " %s</title></circle>%n",
                x(point.x()),
                y(point.y()),
                colour(i),
                Html.text(chart.series().get(i).name()),
                Figures.text(point.y())));
      }
    }
    return svg.toString();
  }

  private String legend() {
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < chart.series().size(); i++) {
      int line = HEIGHT + LEGEND_LINE * i;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>",
              LEFT,
              line,
              colour(i)));
      svg.append(text(LEFT + 16, line + 9.5, "start", chart.series().get(i).name()));
    }
    return svg.toString();
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"var(--quiet)\">%s</text>",
        x,
        y,
        anchor,
        Html.text(text));
  }

  private static String colour(int series) {
    return "var(--c" + series % COLOURS + ")";
  }

  /** Groups of bars, one for each label in the order of the first series. */
  private final class Bars {
    private final List<String> labels = points().map(Point::label).distinct().toList();
    private final double groupWidth = (double) (WIDTH - LEFT - RIGHT) / Math.max(1, labels.size());
    private final double barWidth = groupWidth * 0.8 / Math.max(1, chart.series().size());

    String svg() {
      StringBuilder svg = new StringBuilder();
      for (int label = 0; label < labels.size(); label++) {
        double middle = LEFT + (label + 0.5) * groupWidth;
        svg.append(text(middle, line(label), "middle", labels.get(label)));
      }
      for (int i = 0; i < chart.series().size(); i++) {
        int series = i;
        points(chart.series().get(i)).forEach(point -> svg.append(bar(series, point)));
      }
      return svg.append(axisTitle()).toString();
    }

    /** Many labels stand on two lines, by turns. */
    private double line(int label) {
      return HEIGHT - BOTTOM + (labels.size() > 5 && label % 2 == 1 ? 32 : 18);
    }

    private String bar(int series, Point point) {
      double left = LEFT + (labels.indexOf(point.label()) + 0.1) * groupWidth + series * barWidth;
      return String.format(
          Locale.ROOT,
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%s%n",
          left,
          y(point.y()),
          barWidth * 0.95,
          HEIGHT - BOTTOM - y(point.y()),
          colour(series),
          text(left + barWidth / 2, y(point.y()) - 3, "middle", Figures.text(point.y())));
    }
  }
}
