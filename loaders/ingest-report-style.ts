/** Style of the ingest report: light, dark and on paper; nothing is fetched. */
export const ingestReportStyle = `
:root{--paper:#f6f4ef;--surface:#fffefb;--sunk:#efece4;--ink:#1c2826;--soft:#50605c;--line:#d9d5ca;--stored:#12665c;--quarantined:#c0641b;--excluded:#8b8a80;--shade:18,102,92;--keep:#7a1016;--keep-paper:#fbeeee;--link:#0b5a51;--focus:#1c2826;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#101716;--surface:#18211f;--sunk:#212c29;--ink:#eceae3;--soft:#a9b5b0;--line:#34413d;--stored:#6cc9b6;--quarantined:#e69a4f;--excluded:#8d978f;--shade:108,201,182;--keep:#ffc9c4;--keep-paper:#3a1c1c;--link:#9be0d2;--focus:#ffd257}}
*{box-sizing:border-box}
body{font:16px/1.55 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;margin:0;background:var(--paper);color:var(--ink)}
main{max-width:72rem;margin:0 auto;padding:2rem 1rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .8rem}h2{font-size:1.35rem;margin:2.6rem 0 .6rem}h3{font-size:1.12rem;margin:0 0 .3rem;overflow-wrap:anywhere}h4{font-size:.95rem;margin:1.3rem 0 .4rem}
p{margin:.4rem 0 .8rem;max-width:48rem}a{color:var(--link)}:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.eyebrow{color:var(--soft);font-size:.85rem;letter-spacing:.04em;text-transform:uppercase;margin:0}
.lead{font-size:1.2rem;line-height:1.45}.soft{color:var(--soft)}.small{font-size:.88rem}
.keep{border-left:4px solid var(--keep);background:var(--keep-paper);color:var(--keep);padding:.6rem 1rem;max-width:none}
.scroll{overflow-x:auto;margin:.6rem 0 1.2rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;background:var(--surface)}
caption{text-align:left;font-weight:600;padding:.4rem 0;background:var(--paper)}section.file caption{background:var(--surface)}
th,td{border-bottom:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top;font-weight:400}
thead th,th.group{font-weight:600;vertical-align:bottom}thead th.n{white-space:normal}tbody th[scope=row]{position:sticky;left:0;background:var(--surface)}th.group{background:var(--sunk)}tbody th{overflow-wrap:anywhere;min-width:9rem}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{display:flex;height:.6rem;min-width:7rem;margin-top:.35rem;border-radius:3px;overflow:hidden;background:var(--sunk);gap:1px}
.bar span{min-width:2px}.fate-stored{background:var(--stored)}.fate-quarantined{background:repeating-linear-gradient(135deg,var(--quarantined) 0 4px,color-mix(in srgb,var(--quarantined) 70%,transparent) 4px 7px)}.fate-excluded{background:var(--excluded)}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;padding:0;margin:.2rem 0 1rem;font-size:.88rem}.key i{display:inline-block;width:.9rem;height:.9rem;border-radius:3px;margin-right:.45rem;vertical-align:-.1rem}
.steps{padding:0;margin:.6rem 0;list-style:none;counter-reset:step}.steps li{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem;margin:.5rem 0;display:grid;grid-template-columns:8.5rem 1fr;gap:.2rem 1.2rem}
.steps b{font-size:1.15rem;display:block;font-variant-numeric:tabular-nums}.steps p{margin:0 0 .2rem;max-width:none}
section.file{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.2rem;margin:1rem 0}
.rules{list-style:none;padding:0;margin:.4rem 0}.rules li{display:grid;grid-template-columns:1fr 10rem;gap:.2rem 1.4rem;border-top:1px solid var(--line);padding:.7rem 0}.rules p{margin:.1rem 0;max-width:none}
.rules .count{text-align:right;font-variant-numeric:tabular-nums}.rules .count b{font-size:1.1rem}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.86em}code{background:var(--sunk);padding:.1em .35em;border-radius:4px}pre{background:var(--sunk);padding:.8rem 1rem;border-radius:8px;overflow-x:auto;margin:.6rem 0}
.tag{display:inline-block;border:1px solid currentColor;border-radius:99px;padding:0 .55em;font-size:.8rem;margin-right:.5em}.tag.error{color:var(--quarantined)}@media (prefers-color-scheme:light){.tag.error{color:#944607}}.tag.warning,.tag.excluded{color:var(--soft)}
details{margin:.6rem 0}summary{cursor:pointer;font-weight:600;padding:.3rem 0}
.trend{display:block;margin-left:auto;color:var(--quarantined)}
td.share{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
@media (max-width:40rem){th,td{padding:.35rem .4rem}table{font-size:.84rem}main{padding:1.2rem .8rem 3rem}h1{font-size:1.5rem}.lead{font-size:1.08rem}.steps li,.rules li{grid-template-columns:1fr}.rules .count{text-align:left}.trend{margin-left:0}section.file{padding:.9rem .8rem}}
@media print{tbody th[scope=row]{position:static}:root{--paper:#fff;--surface:#fff;--sunk:#f2f2f2;--ink:#000;--soft:#333;--line:#bbb;--stored:#12665c;--quarantined:#c0641b;--excluded:#8b8a80;--shade:18,102,92;--keep:#7a1016;--keep-paper:#fff;--link:#000;color-scheme:light}
html{font-size:10pt}body{font-size:10pt}main{max-width:none;padding:0}.scroll{overflow:visible}table{font-size:8.5pt}th,td{padding:.2rem .35rem}tr,.steps li,.rules li{break-inside:avoid}h2,h3,h4,caption{break-after:avoid}pre{white-space:pre-wrap}.bar span,.key i,td.share{print-color-adjust:exact;-webkit-print-color-adjust:exact}details::details-content{content-visibility:visible;block-size:auto}summary{list-style:none}}
`;
