// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import dev.eventsrelay.emulator.console.Look;
import java.util.List;

/** Reports as one page of HTML that needs nothing else: no script, no font, no network. */
public final class Page {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>events-relay: benchmarks</title>
      <style>
      LOOK
      :root { --c0: light-dark(#1764ab, #6cb2f5); --c1: light-dark(#c2540a, #f59a56);
        --c2: light-dark(#22803d, #67c583); --c3: light-dark(#8a3ab9, #c792ea);
        --c4: var(--bad); --c5: var(--quiet); }
      body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; margin-top: 3rem; border-top: 1px solid var(--line);
        padding-top: 1.5rem; } h3 { font-size: 1rem; margin: 1.5rem 0 .3rem; }
      .quiet, figcaption { color: var(--quiet); font-size: .85rem; }
      figcaption { text-align: center; }
      .scroll { overflow-x: auto; }
      table { width: auto; font-variant-numeric: tabular-nums; }
      th, td { vertical-align: bottom; }
      td { white-space: nowrap; } td.n, th.n { text-align: right; }
      .unit { display: block; font-weight: 400; color: var(--quiet); }
      .met { color: var(--c2); font-weight: 600; } .missed { color: var(--c4); font-weight: 600; }
      figure { margin: 1rem 1.5rem 1rem 0; display: inline-block; max-width: 100%; }
      svg { max-width: 100%; height: auto; font: 12px var(--sans); }
      </style>
      </head>
      <body>
      <h1>events-relay: benchmarks</h1>
      """;

  /** The page. */
  public String of(List<Report> reports) {
    StringBuilder html = new StringBuilder(HEAD.replace("LOOK", Look.css()));
    html.append("<ul>\n");
    for (Report report : reports) {
      html.append(
          "<li><a href=\"#%s\">%s</a>: %s</li>\n"
              .formatted(
                  Html.text(report.name()),
                  Html.text(report.section().title()),
                  Html.text(report.section().shows())));
    }
    html.append("</ul>\n");
    reports.forEach(report -> html.append(new SectionView(report).html()));
    return html.append("</body>\n</html>\n").toString();
  }
}
