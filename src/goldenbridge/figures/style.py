"""How figures look: one stylesheet, and the colours it takes from the page.

A page embeds `TOKENS` (or defines the same custom properties itself) and `STYLE` once; figures
hold classes only. Two reporters differ by line and mark as well as by colour, for print in grey.
"""

LIGHT = {
    "paper": "#ffffff",
    "ink": "#17202c",
    "soft": "#566171",
    "line": "#d5dbe3",
    "band": "#eef1f5",
    "first": "#0a5fb4",
    "second": "#b8500a",
    "good": "#1b7748",
    "warn": "#8a6200",
    "bad": "#b42318",
    "mark": "#8c2a78",
}
DARK = {
    "paper": "#12171f",
    "ink": "#e9edf3",
    "soft": "#a7b1bf",
    "line": "#333d4b",
    "band": "#1e2631",
    "first": "#6db3ff",
    "second": "#ffa564",
    "good": "#5fd19b",
    "warn": "#e6bb57",
    "bad": "#ff8d82",
    "mark": "#e79ad6",
}


def _tokens(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


TOKENS = (
    f":root{{color-scheme:light dark;{_tokens(LIGHT)}}}"
    f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{_tokens(DARK)}}}}}"
    f":root[data-theme=dark]{{{_tokens(DARK)}}}"
    f"@media print{{:root:root:root{{color-scheme:light;{_tokens(LIGHT)}}}}}"
)

STYLE = """
svg.gb{display:block;width:100%;height:auto;direction:ltr;font-size:13px;
font-variant-numeric:tabular-nums;fill:none;stroke-linecap:round;stroke-linejoin:round}
svg.gb.wide{max-width:60rem}
svg.gb.narrow{display:none;max-width:30rem}
@media screen and (max-width:40rem){svg.gb.wide{display:none}svg.gb.narrow{display:block}}
.gb text{fill:var(--ink)}
.gb .s,.gb .xs{fill:var(--soft)}
.gb .xs{font-size:12px}
.gb .b{font-weight:600}
.gb .halo{paint-order:stroke;stroke:var(--paper);stroke-width:4px}
.gb .on{fill:var(--paper);font-weight:600}
.gb .own{fill:var(--c)}
.gb .first{--c:var(--first)}
.gb .second{--c:var(--second)}
.gb .third{--c:var(--ink)}
.gb .aim{--c:var(--mark)}
.gb .plain{--c:var(--soft)}
.gb .good{--c:var(--good)}
.gb .warn{--c:var(--warn)}
.gb .bad{--c:var(--bad)}
.gb .grid{stroke:var(--line);stroke-width:1}
.gb .axis{stroke:var(--soft);stroke-width:1}
.gb .line{stroke:var(--c);stroke-width:2.2}
.gb .second .line{stroke-dasharray:7 3.5}
.gb .third .line{stroke-dasharray:1.5 4}
.gb .thin{stroke:var(--c);stroke-width:1.2}
.gb .mid{stroke:var(--c);stroke-width:1.6;stroke-dasharray:2 4}
.gb .span{stroke:var(--c);stroke-width:2.2}
.gb .plan{stroke:var(--c);stroke-width:1.8;stroke-dasharray:2 4}
.gb .past{stroke:var(--soft);stroke-width:1.2;stroke-opacity:.65}
.gb .goal{stroke:var(--mark);stroke-width:1.5;stroke-dasharray:9 3 2 3}
.gb .fan80{fill:var(--c);fill-opacity:.18}
.gb .fan50{fill:var(--c);fill-opacity:.3}
.gb .edge{stroke:var(--c);stroke-width:.8;stroke-opacity:.75}
.gb .full{fill:var(--c);stroke:var(--c);stroke-width:1.6}
.gb .hollow{fill:var(--paper);stroke:var(--c);stroke-width:1.8}
.gb .faint{fill:var(--c);fill-opacity:.2;stroke:var(--c);stroke-width:1.4}
.gb .dashed{fill:var(--paper);stroke:var(--c);stroke-width:1.2;stroke-dasharray:3 2.5}
.gb .speck{fill:var(--soft)}
.gb .back{fill:var(--band)}
.gb .half{fill:var(--c)}
.gb .heat0{fill:var(--c);fill-opacity:.06}
.gb .heat1{fill:var(--c);fill-opacity:.22}
.gb .heat2{fill:var(--c);fill-opacity:.42}
.gb .heat3{fill:var(--c);fill-opacity:.68}
.gb .heat4{fill:var(--c)}
.gb .station{fill:var(--paper);stroke:var(--c);stroke-width:1.4}
.gb .way{stroke:var(--line);stroke-width:6}
.gb .moving{stroke:var(--c);stroke-width:5}
.gb .pace0{stroke-dasharray:.1 35.9}
.gb .pace1{stroke-dasharray:.1 23.9}
.gb .pace2{stroke-dasharray:.1 15.9}
.gb .pace3{stroke-dasharray:.1 11.9}
.gb .trucks{stroke:var(--c);stroke-width:24.8;stroke-dasharray:4 2;stroke-linecap:butt}
.gb .film,.pause{display:none}
@media screen and (prefers-reduced-motion:no-preference){
.gb .film{display:inline;animation:gb-film 72s steps(144) infinite}
.gb.narrow .film{animation-name:gb-film-narrow}
.gb .still{display:none}
.pause{display:flex;align-items:center;gap:.5rem}
figure:has(.pause :checked) .film{animation-play-state:paused}
.gb .moving{animation:gb-move 30s linear infinite}
.gb .pace1{animation-duration:22s}
.gb .pace2{animation-duration:15s}
.gb .pace3{animation-duration:10s}}
@keyframes gb-film{to{transform:translateX(-103680px)}}
@keyframes gb-film-narrow{to{transform:translateX(-48960px)}}
@keyframes gb-move{from{stroke-dashoffset:720}to{stroke-dashoffset:0}}
"""
