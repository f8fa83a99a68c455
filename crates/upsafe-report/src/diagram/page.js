(() => {
  "use strict";
  // Everything shown is set as text or built as elements; nothing of the graph is read as markup.
  const { nodes, edges, width, height } = JSON.parse(document.getElementById("data").textContent);
  const MOST = 40; // of a list that is drawn or shown at once
  const $ = (id) => document.getElementById(id);
  const svgNode = (name, attributes = {}, parent = null) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (parent) parent.append(made);
    return made;
  };
  const make = (name, className = "", text = "") => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const plural = (n, one, many) => `${n} ${n === 1 ? one : many}`;

  // ---- the graph
  const byLabel = (a, b) => (nodes[a].label < nodes[b].label ? -1 : nodes[a].label > nodes[b].label ? 1 : a - b);
  const out = nodes.map(() => new Map());
  const into = nodes.map(() => new Map());
  for (const [from, to, kind] of edges) {
    if (from === to) continue;
    if (!out[from].has(to) || kind === "normal") {
      out[from].set(to, kind);
      into[to].set(from, kind);
    }
  }
  const requires = out.map((map) => [...map.keys()].sort(byLabel));
  const requiredBy = into.map((map) => [...map.keys()].sort(byLabel));
  // A breadth-first search from all roots: `before` leads back to the nearest one.
  const before = nodes.map(() => -1);
  const depth = nodes.map(() => Infinity);
  const queue = nodes.map((_, i) => i).filter((i) => nodes[i].root);
  if (!queue.length) queue.push(...nodes.map((_, i) => i).filter((i) => !requiredBy[i].length));
  queue.forEach((i) => (depth[i] = 0));
  for (let at = 0; at < queue.length; at++) {
    for (const to of requires[queue[at]]) {
      if (depth[to] === Infinity) {
        depth[to] = depth[queue[at]] + 1;
        before[to] = queue[at];
        queue.push(to);
      }
    }
  }
  const pathTo = (i) => {
    const path = [i];
    while (before[path[0]] >= 0) path.unshift(before[path[0]]);
    return path;
  };
  // The nearest path through each direct dependant, shortest first, one for each way in.
  const pathsTo = (i) => {
    const through = requiredBy[i].map(pathTo).filter((path) => !path.includes(i) && depth[path[0]] === 0);
    const paths = through.map((path) => [...path, i]).sort((a, b) => a.length - b.length);
    return paths.length ? paths : [[i]];
  };
  const groups = new Map();
  nodes.forEach((node, i) => {
    if (!groups.has(node.group)) groups.set(node.group, []);
    groups.get(node.group).push(i);
  });

  // ---- looking around: a camera for each picture
  const camera = (svg) => {
    const layer = svg.querySelector(".camera");
    const view = { x: 0, y: 0, scale: 1 };
    const apply = () => layer.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
    const zoom = (factor, x = svg.clientWidth / 2, y = svg.clientHeight / 2) => {
      const scale = Math.min(4, Math.max(0.02, view.scale * factor));
      view.x = x - ((x - view.x) * scale) / view.scale;
      view.y = y - ((y - view.y) * scale) / view.scale;
      view.scale = scale;
      apply();
    };
    const fit = (box, most = 1.4, least = 0) => {
      const room = { width: svg.clientWidth - 40, height: svg.clientHeight - 80 };
      const whole = Math.min(room.width / box.width, room.height / box.height);
      view.scale = Math.max(least, Math.min(most, whole));
      view.x = 20 + (room.width - box.width * view.scale) / 2 - box.x * view.scale;
      view.y = 60 + (room.height - box.height * view.scale) / 2 - box.y * view.scale;
      apply();
    };
    const center = (x, y, scale) => {
      view.scale = scale;
      view.x = svg.clientWidth / 2 - x * scale;
      view.y = svg.clientHeight / 2 - y * scale;
      apply();
    };
    svg.addEventListener("wheel", (event) => {
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    let held = null;
    svg.addEventListener("pointerdown", (event) => {
      held = { x: event.clientX - view.x, y: event.clientY - view.y, fromX: event.clientX, fromY: event.clientY, moved: false };
    });
    svg.addEventListener("pointermove", (event) => {
      if (!held || !event.buttons) return;
      if (!held.moved && Math.hypot(event.clientX - held.fromX, event.clientY - held.fromY) < 4) return;
      if (!held.moved) svg.setPointerCapture(event.pointerId);
      held.moved = true;
      svg.classList.add("moving");
      view.x = event.clientX - held.x;
      view.y = event.clientY - held.y;
      apply();
    });
    svg.addEventListener("pointerup", (event) => {
      svg.classList.remove("moving");
      const box = event.target.closest("[data-n]");
      if (held && !held.moved && box) choose(Number(box.dataset.n));
      held = null;
    });
    return { zoom, fit, center, view };
  };
  const map = $("map");
  const focus = $("focus");
  const mapCamera = camera(map);
  const focusCamera = camera(focus);
  const mapNodes = [...map.querySelectorAll("[data-n]")];
  let focusBox = null;

  const curve = (x1, y1, x2, y2) => {
    const middle = (x1 + x2) / 2;
    return `C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
  };
  // One edge in the whole graph, along the trunk that it shares with others.
  const line = (from, to) => {
    const a = nodes[from];
    const b = nodes[to];
    if (b.x <= a.x) return `M${a.x} ${a.y}${curve(a.x, a.y, b.x + b.width, b.y)}`;
    let path = `M${a.x + a.width} ${a.y}`;
    let [x, y] = [a.x + a.width, a.y];
    for (const [left, right, height] of b.trunk.filter(([left]) => left > a.x)) {
      path += `${curve(x, y, left, height)}H${right}`;
      [x, y] = [right, height];
    }
    return path + curve(x, y, b.x, b.y);
  };
  const over = map.querySelector(".over");
  map.addEventListener("pointerover", (event) => {
    const box = event.target.closest("[data-n]");
    over.replaceChildren();
    map.classList.toggle("faint", Boolean(box));
    mapNodes.forEach((node) => node.classList.remove("near"));
    if (!box) return;
    const i = Number(box.dataset.n);
    const hot = (from, to, other) => {
      const dup = nodes[to].duplicate ? " dup" : "";
      svgNode("path", { class: `edge hot${dup}`, d: line(from, to) }, over);
      mapNodes[other].classList.add("near");
    };
    requiredBy[i].forEach((from) => hot(from, i, from));
    requires[i].forEach((to) => hot(i, to, to));
  });

  // ---- one package: what leads to it, and what it requires
  const drawFocus = (chosen) => {
    const layer = focus.querySelector(".camera");
    layer.replaceChildren();
    const parents = pathsTo(chosen).slice(0, MOST).map((path) => path.slice(0, -1)).filter((path) => path.length);
    const children = requires[chosen].slice(0, MOST);
    // The paths form a forest: `before` has one parent for each node.
    const kids = new Map();
    const tops = [];
    for (const path of parents) {
      path.forEach((node, at) => {
        if (kids.has(node)) return;
        kids.set(node, []);
        if (at) kids.get(path[at - 1]).push(node);
        else tops.push(node);
      });
    }
    const direct = new Set(parents.map((path) => path[path.length - 1]));
    const rows = new Map();
    const columns = new Map();
    let row = 0;
    const walk = (node, column) => {
      columns.set(node, column);
      const below = kids.get(node).map((kid) => walk(kid, column + 1));
      if (!below.length) rows.set(node, row++);
      else rows.set(node, (below[0] + below[below.length - 1]) / 2);
      return rows.get(node);
    };
    tops.forEach((top) => walk(top, 0));
    const ys = [...direct].map((node) => rows.get(node));
    const middle = ys.length ? (Math.min(...ys) + Math.max(...ys)) / 2 : 0;
    const last = Math.max(-1, ...columns.values()) + 1;
    // The ends of paths stand beside the package, so that lines to it cross nothing.
    for (const node of direct) if (!kids.get(node).length && columns.get(node)) columns.set(node, last - 1);
    const spots = [...rows].map(([node, y]) => ({ node, y, column: columns.get(node) }));
    const self = { node: chosen, y: middle, column: last };
    const below = children.map((node, at) => ({ node, column: last + 1, y: middle + at - (children.length - 1) / 2 }));
    const all = [...spots, self, ...below];
    const wide = Array(last + (below.length ? 2 : 1)).fill(40);
    for (const spot of all) wide[spot.column] = Math.max(wide[spot.column], nodes[spot.node].width);
    const left = [];
    const fan = (n) => 60 + Math.min(160, 6 * n);
    const gap = (at) => (at === last - 1 ? fan(direct.size) : at === last ? fan(below.length) : 60);
    for (let at = 0, x = 0; at < wide.length; at++) {
      left[at] = x;
      x += wide[at] + gap(at);
    }
    const y = (spot) => spot.y * 26;
    const join = (a, b, kind) => {
      const [x1, x2] = [left[a.column] + nodes[a.node].width, left[b.column]];
      const style = `edge hot${nodes[b.node].duplicate ? " dup" : ""} ${kind === "dev" || kind === "build" ? kind : ""}`;
      // First to the row of the other, then along it: no other node stands there.
      const turn = b === self ? x2 : left[a.column + 1];
      svgNode("path", { class: style, d: `M${x1} ${y(a)}${curve(x1, y(a), turn, y(b))}H${x2}` }, layer);
    };
    const spotOf = new Map(spots.map((spot) => [spot.node, spot]));
    for (const spot of spots) {
      for (const kid of kids.get(spot.node)) join(spot, spotOf.get(kid), out[spot.node].get(kid));
      if (direct.has(spot.node)) join(spot, self, out[spot.node].get(chosen));
    }
    for (const spot of below) join(self, spot, out[chosen].get(spot.node));
    for (const spot of all) drawNode(layer, spot.node, left[spot.column], y(spot), spot === self);
    const top = Math.min(...all.map(y));
    const bottom = Math.max(...all.map(y));
    const heading = (column, text) => {
      svgNode("text", { class: "column", x: left[column], y: top - 24 }, layer).textContent = text;
    };
    const hidden = (n) => (n > MOST ? ` (${MOST} of ${n} drawn)` : "");
    if (spots.length) heading(0, `required by ${requiredBy[chosen].length}${hidden(requiredBy[chosen].length)}, nearest paths`);
    if (below.length) heading(last + 1, `requires ${requires[chosen].length}${hidden(requires[chosen].length)}`);
    const right = left[left.length - 1] + wide[wide.length - 1];
    focusBox = { x: 0, y: top - 40, width: Math.max(right, 200), height: bottom - top + 60 };
    focusCamera.fit(focusBox, 1.4, 0.55);
    if (focusBox.height * 0.55 > focus.clientHeight || focusBox.width * 0.55 > focus.clientWidth) {
      focusCamera.center(left[last], y(self), 0.8);
    }
  };
  const drawNode = (parent, i, x, y, chosen) => {
    const node = nodes[i];
    const classes = ["node", node.root && "root", node.duplicate && "dup", chosen && "chosen"];
    const box = svgNode("g", { class: classes.filter(Boolean).join(" "), "data-n": i }, parent);
    svgNode("title", {}, box).textContent = node.detail || node.id;
    svgNode("rect", { x, y: y - 10, width: node.width, height: 20, rx: 4 }, box);
    const label = node.label.length > 36 ? `${node.label.slice(0, 33)}...` : node.label;
    svgNode("text", { x: x + 8, y: y + 4 }, box).textContent = label;
  };

  // ---- the side
  const item = (i, text = nodes[i].label) => {
    const node = nodes[i];
    const made = make("button", `item${node.duplicate ? " dup" : node.root ? " root" : ""}`, text);
    made.type = "button";
    made.title = node.detail || node.id;
    made.addEventListener("click", () => choose(i));
    return made;
  };
  const version = (i) => {
    const { label, group } = nodes[i];
    return label.startsWith(`${group} `) ? label.slice(group.length + 1) : label;
  };
  const list = (title, all, parent) => {
    if (!all.length) return;
    parent.append(make("h3", "", title));
    const box = make("div");
    const show = (n) => {
      box.replaceChildren(...all.slice(0, n).map((i) => item(i)));
      if (all.length > n) {
        const more = make("button", "item", `${all.length - n} more`);
        more.addEventListener("click", () => show(all.length));
        box.append(more);
      }
    };
    show(MOST);
    parent.append(box);
  };
  const describe = (i) => {
    const about = $("about");
    about.replaceChildren(make("h2", "", nodes[i].label), make("p", "quiet", nodes[i].detail || nodes[i].id));
    const others = groups.get(nodes[i].group).filter((other) => other !== i);
    list("other versions", others, about);
    const paths = pathsTo(i);
    if (paths[0].length > 1) {
      about.append(make("h3", "", paths.length > 6 ? `paths from the workspace (6 of ${paths.length})` : "paths from the workspace"));
      for (const path of paths.slice(0, 6)) {
        const row = make("div", "path");
        for (const step of path) {
          const box = make("span", "step");
          box.append(item(step));
          row.append(box);
        }
        about.append(row);
      }
    }
    list(`required by ${requiredBy[i].length}`, requiredBy[i], about);
    list(`requires ${requires[i].length}`, requires[i], about);
  };
  const showDuplicates = () => {
    const found = [...groups].filter(([, all]) => all.length > 1 && all.some((i) => nodes[i].duplicate));
    const box = $("duplicates");
    box.hidden = !found.length;
    box.querySelector("summary").textContent = `${plural(found.length, "package", "packages")} in several versions`;
    found.sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
    box.querySelector("div").append(...found.map(([name, all]) => {
      const row = make("div", "group");
      row.append(make("b", "", name));
      row.append(...all.map((i) => item(i, `${version(i)} \u2190 ${requiredBy[i].length}`)));
      return row;
    }));
  };

  // ---- choosing and searching
  let chosen = -1;
  const choose = (i, keep = false) => {
    chosen = i;
    const whole = i < 0;
    map.toggleAttribute("hidden", !whole);
    focus.toggleAttribute("hidden", whole);
    $("about").hidden = whole;
    $("whole").hidden = whole;
    $("crumb").textContent = whole ? "" : nodes[i].label;
    if (!whole) {
      $("search").value = "";
      search();
      describe(i);
      drawFocus(i);
      document.querySelector("aside").scrollTop = 0;
    }
    if (!keep) history.pushState(null, "", whole ? location.pathname + location.search : `#${encodeURIComponent(nodes[i].id)}`);
  };
  let found = [];
  const search = () => {
    const words = $("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (node) => words.every((word) => node.label.toLowerCase().includes(word));
    found = words.length ? nodes.map((_, i) => i).filter((i) => fits(nodes[i])) : [];
    // A name that starts with what was typed comes before one that only holds it.
    const rank = (i) => (nodes[i].label.toLowerCase().startsWith(words[0]) ? 0 : 1);
    found.sort((a, b) => rank(a) - rank(b) || nodes[a].label.length - nodes[b].label.length || byLabel(a, b));
    const hits = new Set(found);
    mapNodes.forEach((node, i) => node.classList.toggle("hit", hits.has(i)));
    map.classList.toggle("searching", words.length > 0);
    const results = $("results");
    results.hidden = !words.length;
    results.className = "rows";
    results.replaceChildren(make("h3", "", plural(found.length, "match", "matches")), ...found.slice(0, 60).map((i) => item(i)));
    const first = results.querySelector(".item");
    if (first) first.classList.add("first");
    $("about").hidden = words.length > 0 || chosen < 0;
  };
  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found.length) choose(found[0]);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if ($("search").value) {
        $("search").value = "";
        search();
      } else choose(-1);
    } else if (event.target === $("search") || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      $("search").focus();
    } else if (event.key === "0") fitNow();
  });

  // ---- the bar
  const fitNow = () => {
    if (chosen < 0) mapCamera.fit({ x: 0, y: 0, width, height });
    else focusCamera.fit(focusBox);
  };
  const zoomNow = (factor) => (chosen < 0 ? mapCamera : focusCamera).zoom(factor);
  $("whole").addEventListener("click", () => choose(-1));
  $("fit").addEventListener("click", fitNow);
  $("in").addEventListener("click", () => zoomNow(1.3));
  $("out").addEventListener("click", () => zoomNow(1 / 1.3));
  $("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  const follow = () => {
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      // A link that somebody cut: the whole graph is shown.
    }
    choose(nodes.findIndex((node) => node.id === id), true);
  };
  addEventListener("popstate", follow);
  mapCamera.fit({ x: 0, y: 0, width, height });
  showDuplicates();
  follow();
})();
