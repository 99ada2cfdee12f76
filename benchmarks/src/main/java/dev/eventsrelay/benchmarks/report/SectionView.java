// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/** A report as a part of the page. */
final class SectionView {
  private final Report report;

  SectionView(Report report) {
    this.report = report;
  }

  String html() {
    Section section = report.section();
    return """
    <section id="%s">
    <h2>%s</h2>
    <p>%s</p>
    %s%s%s%s%s</section>
    """
        .formatted(
            Html.text(section.id()),
            Html.text(section.title()),
            Html.text(section.shows()),
            targets(section.targets()),
            section.charts().stream().map(SectionView::figure).collect(joining()),
            section.tables().stream().map(SectionView::table).collect(joining()),
            notes(section.notes()),
            circumstances());
  }

  private static String targets(List<Target> targets) {
    if (targets.isEmpty()) {
      return "";
    }
    String rows =
        targets.stream()
            .map(
                target ->
                    "<tr><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s %s</td><td>%s</td>%s</tr>\n"
                        .formatted(
                            Html.text(target.text()),
                            Figures.text(target.measured()),
                            target.direction() == Target.Direction.AT_MOST ? "≤" : "≥",
                            Figures.text(target.bound()),
                            Html.text(target.unit()),
                            target.met()
                                ? "<td class=\"met\">met</td>"
                                : "<td class=\"missed\">not met</td>"))
            .collect(joining());
    return """
    <h3>Targets</h3>
    <div class="scroll"><table>
    <tr><th></th><th class="n">measured</th><th class="n">target</th><th></th><th></th></tr>
    %s</table></div>
    """
        .formatted(rows);
  }

  private static String figure(Chart chart) {
    return "<figure><figcaption>%s</figcaption>%s</figure>\n"
        .formatted(Html.text(chart.title()), new ChartView(chart).svg());
  }

  private static String table(Table table) {
    String head =
        table.columns().stream()
            .map(
                column ->
                    "<th%s>%s<span class=\"unit\">%s</span></th>"
                        .formatted(
                            isNumeric(table, table.columns().indexOf(column)) ? " class=\"n\"" : "",
                            Html.text(column.name()),
                            Html.text(column.unit())))
            .collect(joining());
    String rows =
        table.rows().stream()
            .map(row -> row.stream().map(SectionView::cell).collect(joining("", "<tr>", "</tr>\n")))
            .collect(joining());
    return "<h3>%s</h3>\n<div class=\"scroll\"><table>\n<tr>%s</tr>\n%s</table></div>\n"
        .formatted(Html.text(table.title()), head, rows);
  }

  private static boolean isNumeric(Table table, int column) {
    return table.rows().stream()
        .map(row -> row.get(column))
        .allMatch(cell -> cell instanceof Number || cell.equals(""));
  }

  private static String cell(Object cell) {
    return "<td%s>%s</td>"
        .formatted(cell instanceof Number ? " class=\"n\"" : "", Html.text(Figures.text(cell)));
  }

  private static String notes(List<String> notes) {
    return notes.stream()
        .map(note -> "<p class=\"quiet\">%s</p>\n".formatted(Html.text(note)))
        .collect(joining());
  }

  private String circumstances() {
    Machine machine = report.machine();
    Versions versions = report.versions();
    return String.format(
        Locale.ROOT,
        "<p class=\"quiet\"><code>%s</code><br>%s, %.0f s. %s, %d cores, %.1f GiB, %s, load %.2f at"
            + " the start. events-relay %s, %s, AWS SDK %s.</p>%n",
        Html.text(report.command()),
        report.date(),
        report.seconds(),
        Html.text(machine.cpu()),
        machine.cores(),
        machine.memoryGiB(),
        Html.text(machine.system()),
        machine.loadAtStart(),
        Html.text(versions.project()),
        Html.text(versions.jdk()),
        Html.text(versions.awsSdk()));
  }
}
