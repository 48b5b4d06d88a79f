/// Colours keep 4.5:1 for text and 3:1 for marks against their ground, in light and in dark.
extension PageReport {
    static let style: StaticString = """
        :root { color-scheme: light dark; --ground: #ffffff; --raised: #f4f6f8; --text: #1b1f24; --muted: #545d68;
          --rule: #d5dae0; --grid: #e3e7ec; --policy: #0b63c5; --base: #69717c; --base-ground: #dfe3e8; --gain: #1a7f4b;
          --loss: #b23c17; --band: #0b63c533; --cheaper: #1a7f4b2e; --now: #8a4b00; }
        @media (prefers-color-scheme: dark) { :root { --ground: #14181d; --raised: #1e242b; --text: #e8ebef; --muted: #aab2bd;
          --rule: #3a434d; --grid: #2b333c; --policy: #6cb2ff; --base: #a5adb8; --base-ground: #363e48; --gain: #4cc38a;
          --loss: #ff8f66; --band: #6cb2ff3d; --cheaper: #4cc38a3d; --now: #ffc069; } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 3rem; max-width: 62rem; background: var(--ground);
          color: var(--text); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        h1, h2, h3, p, ul, dl, dd, figure { margin: 0; padding: 0; }
        ul { list-style: none; }
        h1 { font-size: 1.25rem; line-height: 1.3; overflow-wrap: anywhere; }
        h2 { font-size: 1.35rem; line-height: 1.3; margin-bottom: .5rem; overflow-wrap: anywhere; }
        h3 { font-size: 1rem; }
        section { margin-top: 2.75rem; }
        a { color: var(--policy); }
        :focus-visible { outline: 3px solid var(--policy); outline-offset: 2px; border-radius: 2px; }
        .patterns { position: absolute; }
        .scenario, .note, figcaption p { color: var(--muted); }
        .scenario { overflow-wrap: anywhere; }
        .note { font-size: .9rem; max-width: 46rem; overflow-wrap: anywhere; }
        p.note::first-letter { text-transform: uppercase; }
        .facts { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin-top: .75rem; font-size: .9rem; }
        .facts div { display: flex; gap: .5rem; min-width: 0; }
        .facts dt { color: var(--muted); }
        .facts dd { overflow-wrap: anywhere; min-width: 0; }
        nav ul { display: flex; flex-wrap: wrap; gap: .125rem 1rem; font-size: .9rem; margin-top: 1rem; padding-top: .75rem;
          border-top: 1px solid var(--rule); }
        nav a { display: inline-block; padding: .2rem 0; }
        .verdict { margin-top: 1.5rem; }
        .verdict h2 { font-size: clamp(1.35rem, 4.2vw, 1.9rem); margin-bottom: 1rem; text-wrap: balance; }
        .verdict h2.gain { color: var(--gain); }
        .verdict h2.loss { color: var(--loss); }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; }
        .card { background: var(--raised); border: 1px solid var(--rule); border-radius: .5rem; padding: .75rem .9rem;
          min-width: 0; }
        .card dt { color: var(--muted); font-size: .9rem; }
        .big { font-size: 1.2rem; font-weight: 650; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .card .note { line-height: 1.35; }
        .basis { display: inline-block; font-size: .8rem; color: var(--muted); border: 1px solid var(--rule);
          border-radius: 1rem; padding: 0 .5rem; margin-top: .35rem; }
        .findings li { border-left: 4px solid var(--loss); background: var(--raised); padding: .6rem .9rem; margin-top: .5rem;
          border-radius: 0 .4rem .4rem 0; overflow-wrap: anywhere; }
        .rows { margin-top: .75rem; font-size: .85rem; overflow-wrap: anywhere; }
        figure { margin-top: 1.25rem; }
        figcaption { margin-bottom: .5rem; overflow-wrap: anywhere; }
        figcaption p { font-size: .9rem; max-width: 46rem; }
        .keys { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .85rem; margin-bottom: .35rem; }
        .keys li { display: flex; align-items: center; gap: .4rem; min-width: 0; }
        .keys svg { flex: none; }
        .keys span { overflow-wrap: anywhere; min-width: 0; }
        .drawing { display: block; overflow: visible; }
        .drawing text { font-size: 13px; fill: var(--text); font-variant-numeric: tabular-nums; paint-order: stroke;
          stroke: var(--ground); stroke-width: 4px; stroke-linejoin: round; }
        .drawing .halo { fill: var(--muted); font-size: 12px; }
        .grid { stroke: var(--grid); }
        .zero { stroke: var(--base); }
        .link { stroke: var(--base); stroke-dasharray: 2 3; }
        .now { stroke: var(--now); stroke-width: 2; stroke-dasharray: 2 4; }
        .policy, .high { fill: var(--policy); }
        .base, .low { fill: url(#hatch); stroke: var(--base); }
        .hatch-ground { fill: var(--base-ground); }
        .hatch-line { fill: var(--base); }
        .gain { fill: var(--gain); }
        .loss { fill: var(--loss); }
        .band { fill: var(--band); }
        .edge { fill: none; stroke: var(--policy); stroke-width: 1; stroke-dasharray: 1 3; }
        .cheaper { fill: var(--cheaper); stroke: var(--gain); }
        .line-policy, .line-base { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
        .line-policy { stroke: var(--policy); }
        .line-base { stroke: var(--base); stroke-dasharray: 7 4; }
        .line-policy.dot { fill: var(--policy); stroke: none; }
        .line-base.dot { fill: var(--ground); stroke-width: 1.5; stroke-dasharray: none; }
        details { margin-top: .5rem; }
        summary { cursor: pointer; font-size: .9rem; color: var(--policy); padding: .2rem 0; }
        .table { overflow-x: auto; margin-top: .75rem; }
        table { border-collapse: collapse; font-size: .875rem; min-width: 50%; }
        caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
        details caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--rule); }
        th { font-weight: 500; }
        thead th { color: var(--muted); font-weight: 600; vertical-align: bottom; }
        .figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        thead .figure { white-space: normal; }
        td.words, th.words { overflow-wrap: break-word; min-width: 6rem; max-width: 26rem; }
        footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--rule); color: var(--muted); font-size: .875rem; }
        @media (max-width: 30rem) { .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
          .card { padding: .6rem .7rem; } .big { font-size: .95rem; }
          td.words, th.words { max-width: 11rem; overflow-wrap: anywhere; } section { margin-top: 2.25rem; } }
        @media print { :root { color-scheme: light; --ground: #ffffff; --raised: #ffffff; --text: #000000; --muted: #444b54;
            --rule: #b9c0c8; --grid: #d9dde2; --policy: #0b63c5; --base: #69717c; --base-ground: #dfe3e8; --gain: #1a7f4b;
            --loss: #b23c17; --band: #0b63c533; --cheaper: #1a7f4b2e; --now: #8a4b00; }
          body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          nav, summary { display: none; }
          section { margin-top: 1.5rem; }
          .drawing, .keys, tr, .card, .findings li { break-inside: avoid; }
          h2, h3, caption, figcaption, .keys, p.note { break-after: avoid; }
          .cards { grid-template-columns: repeat(auto-fit, minmax(6.4rem, 1fr)); gap: .5rem; }
          .table { overflow: visible; }
          details::details-content { content-visibility: visible; display: block; height: auto; }
          thead { display: table-header-group; } }

        """
}
