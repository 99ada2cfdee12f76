// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.benchmarks.report.Chart.Kind;
import dev.eventsrelay.benchmarks.report.Chart.Point;
import dev.eventsrelay.benchmarks.report.Chart.Series;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportFolderTest {
  private static final Section SECTION =
      Section.of("start", "Start <fast>", "How fast & how.")
          .target(Target.atMost("first \"response\"", 901.5, 900, "ms"))
          .table(
              Table.titled("Times", Column.of("mode"), Column.of("time", "ms"))
                  .row("plain", 901.5)
                  .row("archive", 400)
                  .build())
          .chart(
              new Chart(
                  "Growth",
                  Kind.LOG_LOG,
                  "rows",
                  "ms",
                  List.of(
                      new Series("a", List.of(Point.at(0, 1), Point.at(10, 2), Point.at(1e6, 3))))))
          .chart(
              new Chart(
                  "Bars",
                  Kind.BARS,
                  "",
                  "ms",
                  List.of(new Series("a", List.of(Point.bar("x", 5))))))
          .note("1 < 2")
          .build();

  @TempDir private Path folder;

  @Test
  void reportsOfSeveralRuns_comeBackInTheBenchmarksOrder() throws IOException {
    ReportFolder reports = new ReportFolder(folder);
    reports.write(report("start"));
    reports.write(report("environment"));

    assertThat(reports.read()).extracting(Report::name).containsExactly("environment", "start");
    assertThat(reports.read().getFirst().machine()).isEqualTo(report("start").machine());
    assertThat(reports.read().getLast().section().targets()).isEqualTo(SECTION.targets());
    assertThat(reports.read().getLast().section().charts()).isEqualTo(SECTION.charts());
    assertThat(reports.read().getLast().section().tables()).isEqualTo(SECTION.tables());
  }

  @Test
  void repeatedRun_replacesItsReportOnly() throws IOException {
    ReportFolder reports = new ReportFolder(folder);
    reports.write(report("start"));
    reports.write(report("environment"));
    reports.write(report("start"));

    assertThat(reports.read()).hasSize(2);
  }

  @Test
  void page_isWellFormedAndSaysWhatWasMissed() throws Exception {
    ReportFolder reports = new ReportFolder(folder);
    reports.write(report("start"));

    String html = new Page().of(reports.read());

    assertThat(html)
        .contains("Start &lt;fast&gt;", "first &quot;response&quot;", "not met", "load 0.25")
        .doesNotContain("<script", "http://", "https://");
    assertThat(svgs(html)).hasSize(2).allSatisfy(ReportFolderTest::parse);
  }

  @Test
  void rowWithoutACellForEachColumn_isRefused() {
    Table.Builder table = Table.titled("t", Column.of("a"), Column.of("b")).row(1);

    assertThatThrownBy(table::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells for 2 columns");
  }

  private static List<String> svgs(String html) {
    return Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static void parse(String svg) throws Exception {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg).doesNotContain("NaN", "Infinity");
  }

  private static Report report(String name) {
    return new Report(
        name,
        "benchmarks/run " + name,
        "2026-01-01T00:00:00Z",
        12.5,
        new Machine("cpu", 2, 16, 0.25, "Linux"),
        new Versions("1", "25", "2"),
        SECTION);
  }
}
