// Shows /api/v1/openapi.json: resources, events with their data, and a form that sends a request
// with the session of this browser. What the document says is put in as text, never as markup.
"use strict";

let spec, filter = "";
let zh = true;
try { zh = localStorage.getItem("docs.language") !== "en"; } catch { /* not kept here */ }

const say = (chinese, english) => (zh ? chinese : english);
const words = (text) => (text ? say(text.zh, text.en) : "");
const titleOf = (schema) => (zh ? schema.title : schema["x-title-en"]) || schema.title || "";

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {}))
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined) node.setAttribute(name, value);
  node.append(...children.flat().filter((child) => child !== undefined && child !== ""));
  return node;
}

function table(headings, rows) {
  if (rows.length === 0) return "";
  const cells = (tag, row) => el("tr", {}, row.map((cell) => el(tag, {}, cell)));
  return el("div", { class: "scroll" },
    el("table", {}, el("thead", {}, cells("th", headings)), el("tbody", {}, rows.map((row) => cells("td", row)))));
}

// ---- Schemas
function resolve(thing) {
  if (!thing || !thing.$ref) return thing || {};
  const target = thing.$ref.slice(2).split("/").reduce((at, step) => at[step], spec);
  return { ...resolve(target), ...thing, $ref: undefined };
}

function typeOf(raw) {
  const schema = resolve(raw);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
  if (schema.type === "array") return typeOf(schema.items) + "[]";
  if (Array.isArray(schema.type)) return schema.type.join(" | ");
  return schema.format || schema.type || "";
}

function limitsOf(schema) {
  const limits = [];
  for (const [low, high] of [["minimum", "maximum"], ["minLength", "maxLength"], ["minItems", "maxItems"]])
    if (schema[low] !== undefined || schema[high] !== undefined)
      limits.push(`${schema[low] ?? ""}…${schema[high] ?? ""}`);
  return limits.join(" ");
}

// Every field of an object, with those of the objects inside it.
function fieldsOf(raw, prefix = "", depth = 0) {
  const schema = resolve(raw);
  if (schema.anyOf) return schema.anyOf.flatMap((choice) => fieldsOf(choice, prefix, depth));
  if (schema.type === "array") return fieldsOf(schema.items, prefix.replace(/\.$/, "[]."), depth);
  if (!schema.properties || depth > 4) return [];
  return Object.entries(schema.properties).flatMap(([name, property]) => {
    const needed = (schema.required || []).includes(name);
    const field = resolve(property);
    return [[el("code", {}, prefix + name), el("code", {}, typeOf(property)), needed ? say("必有", "yes") : "",
      [titleOf(field), " ", el("span", { class: "soft" }, limitsOf(field))]],
      ...fieldsOf(property, `${prefix}${name}.`, depth + 1)];
  });
}

const schemaTable = (schema) => table(
  [say("字段", "Field"), say("类型", "Type"), say("必有", "Always"), say("含义", "Meaning")], fieldsOf(schema));

function exampleOf(raw) {
  const schema = resolve(raw);
  if (schema.const !== undefined) return schema.const;
  if (schema.examples) return schema.examples[0];
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return exampleOf(schema.anyOf[schema.anyOf.length - 1]);
  if (schema.oneOf) return exampleOf(schema.oneOf[0]);
  if (schema.type === "object")
    return Object.fromEntries(Object.entries(schema.properties || {})
      .filter(([name]) => (schema.required || []).includes(name))
      .map(([name, property]) => [name, exampleOf(property)]));
  if (schema.type === "array") return [exampleOf(schema.items)];
  if (schema.type === "boolean") return true;
  if (schema.type === "integer") return schema.minimum ?? 1;
  if (schema.format === "date") return new Date().toISOString().slice(0, 10);
  return titleOf(schema) || "…";
}

// ---- Who may
const roleTitle = (role) => words(spec.components.schemas.Role["x-titles"][role]) || role;

function whoMay(operation) {
  const access = operation["x-access"];
  if (access === "open") return say("无需登录", "nobody needs to sign in");
  if (access === "operator") return say("仅限本机操作员", "the operator on the machine itself only");
  if (access === "signed-in") return say("登录后，按任职范围", "everybody signed in, as far as appointments reach");
  return operation["x-roles"].map(roleTitle).join(say("、", ", "));
}

const rolesByState = (roles) => Object.entries(roles).map(([state, names]) => el("div", {},
  state === "*" ? "" : el("code", {}, state), state === "*" ? "" : " ",
  names.filter((name) => name !== "system").map(roleTitle).join(say("、", ", "))));

// ---- Events
function choicesOf(schema) { return (schema.oneOf || []).map((choice) => resolve(choice)); }

function eventRow(event) {
  return el("details", {}, el("summary", {}, el("code", {}, event.properties.event.const), " ", titleOf(event),
    " ", el("span", { class: "soft" }, event["x-clause"])),
  el("div", {}, el("h3", {}, say("谁可以登记", "Who may post it")), rolesByState(event["x-roles"]),
    el("h3", {}, "data"), schemaTable(event.properties.data) || say("没有数据", "no data")));
}

function eventSections() {
  return [["CaseEvents", "cases"], ["ReferralEvents", "referrals"], ["SlipEvents", "slips"]].map(([name, tag]) => {
    const events = choicesOf(spec.components.schemas[name]).filter((event) =>
      matches(event.properties.event.const + event.title + event["x-title-en"]));
    if (events.length === 0) return "";
    return el("section", {}, el("h2", { id: `events-${tag}` }, say("事件：", "Events: "), tagTitle(tag)), events.map(eventRow));
  });
}

// ---- One request: its form, its curl, its answer
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const newKey = () => (crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(36).slice(2)}`);

class Trial {
  constructor(method, path, operation) {
    Object.assign(this, { method, path, operation, inputs: [] });
    this.curl = el("pre", {});
    this.answer = el("pre", { hidden: "" });
    this.form = el("form", { oninput: () => this.showCurl(), onsubmit: (event) => { event.preventDefault(); this.send(); } },
      (operation.parameters || []).map((raw) => this.field(resolve(raw))), this.bodyField(),
      el("button", {}, say("发送（用本浏览器的登录）", "Send, as signed in here")));
    this.showCurl();
  }
  field(parameter) {
    const starts = { "Idempotency-Key": newKey(), "If-Match": "*" }[parameter.name];
    const input = el("input", { value: starts, required: parameter.required ? "" : undefined });
    this.inputs.push({ parameter, input });
    return el("label", {}, el("span", {}, el("code", {}, parameter.name)), input);
  }
  bodyField() {
    const content = this.operation.requestBody?.content;
    if (!content) return "";
    if (!content["application/json"]) {
      this.file = el("input", { type: "file" });
      return el("label", {}, say("文件", "File"), this.file);
    }
    const schema = resolve(content["application/json"].schema);
    this.body = el("textarea", { "aria-label": "JSON", spellcheck: "false" });
    const show = (chosen) => { this.body.value = JSON.stringify(exampleOf(chosen), null, 2); };
    show(schema);
    const events = choicesOf(schema);
    if (events.length === 0) return this.body;
    const select = el("select", { oninput: () => show(events[select.selectedIndex]) },
      events.map((event) => el("option", {}, `${event.properties.event.const} ${titleOf(event)}`)));
    return [el("label", {}, say("事件", "Event"), select), this.body];
  }
  request() {
    let path = this.path;
    const query = new URLSearchParams(), headers = {};
    for (const { parameter, input } of this.inputs) {
      if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(input.value) || `{${parameter.name}}`);
      if (parameter.in === "query" && input.value) query.set(parameter.name, input.value);
      if (parameter.in === "header" && input.value) headers[parameter.name] = input.value;
    }
    if (this.body) headers["Content-Type"] = "application/json";
    if (this.file) headers["Content-Type"] = "application/octet-stream";
    return { url: path + (query.size ? `?${query}` : ""), headers };
  }
  showCurl() {
    const { url, headers } = this.request();
    const lines = [`curl ${this.method === "GET" ? "" : `-X ${this.method} `}${quoted(location.origin + url)}`];
    if (this.operation["x-access"] !== "open") lines.push('-H "Authorization: Bearer $QIANQIAO_API_KEY"');
    for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
    if (this.body) lines.push(`--data ${quoted(this.body.value)}`);
    if (this.file) lines.push("--data-binary @FILE");
    this.curl.textContent = lines.join(" \\\n  ");
  }
  async send() {
    const { url, headers } = this.request();
    this.answer.hidden = false;
    this.answer.textContent = "…";
    try {
      if (this.method !== "GET") {
        const session = await fetch("/api/v1/session");
        if (session.ok) headers["X-CSRF-Token"] = (await session.json()).csrf_token;
      }
      const answer = await fetch(url, { method: this.method, headers, body: this.body?.value ?? this.file?.files[0] });
      this.answer.textContent = `${answer.status}\n${await readable(answer)}`;
      const key = this.inputs.find(({ parameter }) => parameter.name === "Idempotency-Key");
      if (answer.ok && key) key.input.value = newKey();
      this.showCurl();
    } catch (problem) {
      this.answer.textContent = say(`没有送达：${problem.message}`, `Not sent: ${problem.message}`);
    }
  }
}

async function readable(answer) {
  const type = answer.headers.get("Content-Type") || "";
  if (answer.status === 204) return "";
  if (type.includes("json")) return JSON.stringify(await answer.json(), null, 2);
  if (type.startsWith("text/")) return answer.text();
  return `${type} ${(await answer.blob()).size} bytes`;
}

// ---- Operations
function answerOf([status, raw]) {
  const response = resolve(raw);
  const [type, content] = Object.entries(response.content || {})[0] || ["", {}];
  const note = el("div", {}, el("strong", {}, status), ` ${response.description} `, el("code", {}, type));
  return status < "300" ? [note, content.schema ? schemaTable(content.schema) : ""] : note;
}

function fillOperation(place, method, path, operation) {
  const body = operation.requestBody?.content["application/json"]?.schema;
  const trial = new Trial(method, path, operation);
  const isEvent = choicesOf(resolve(body)).length > 0;
  place.replaceChildren(
    el("p", {}, say("谁可以用：", "Who may: "), whoMay(operation)),
    table([say("参数", "Parameter"), say("位置", "In"), say("含义", "Meaning")], (operation.parameters || []).map(resolve)
      .map((parameter) => [el("code", {}, parameter.name), parameter.in, parameter.description])),
    ...(body ? [el("h3", {}, say("内容", "Body")), isEvent
      ? el("a", { href: `#events-${operation.tags[0]}` }, say("见事件", "see the events")) : schemaTable(body)] : []),
    el("h3", {}, say("回答", "Answers")), ...Object.entries(operation.responses).flatMap(answerOf),
    el("h3", {}, "curl"), trial.curl, el("h3", {}, say("试一试", "Try it")), trial.form, trial.answer);
}

function operationRow(method, path, operation) {
  const place = el("div", {});
  return el("details", { id: operation.operationId, ontoggle: () => {
    if (!place.firstChild) fillOperation(place, method, path, operation);
  } }, el("summary", {}, el("span", { class: "method" }, method), el("code", {}, path), " ",
    el("span", { class: "soft" }, words(operation["x-summary"]))), place);
}

// ---- The page
const matches = (text) => text.toLowerCase().includes(filter);
const tagTitle = (name) => words(spec.tags.find((tag) => tag.name === name)["x-title"]) || name;

function operations() {
  return Object.entries(spec.paths).flatMap(([path, methods]) => Object.entries(methods).map(
    ([method, operation]) => ({ method: method.toUpperCase(), path, operation })));
}

function show() {
  document.documentElement.lang = zh ? "zh-CN" : "en";
  document.getElementById("language").textContent = say("English", "中文");
  const found = operations().filter(({ method, path, operation }) => matches(`${method} ${path} ${operation.summary}`));
  const tags = spec.tags.filter((tag) => found.some(({ operation }) => operation.tags[0] === tag.name));
  document.getElementById("resources").replaceChildren(
    ...tags.map((tag) => el("a", { href: `#${tag.name}` }, tagTitle(tag.name))),
    ...["cases", "referrals", "slips"].map((tag) => el("a", { href: `#events-${tag}` }, say("事件：", "Events: "), tagTitle(tag))));
  const introduction = spec.info.description.split(/\n\n(?=The interface)/)[zh ? 0 : 1];
  document.getElementById("content").replaceChildren(
    el("p", { class: "words" }, introduction),
    el("p", {}, el("a", { href: "/api/v1/openapi.json" }, "/api/v1/openapi.json")),
    ...tags.map((tag) => el("section", {}, el("h2", { id: tag.name }, tagTitle(tag.name)),
      found.filter(({ operation }) => operation.tags[0] === tag.name)
        .map(({ method, path, operation }) => operationRow(method, path, operation)))),
    ...eventSections());
}

async function start() {
  spec = await (await fetch("/api/v1/openapi.json")).json();
  document.getElementById("language").addEventListener("click", () => {
    zh = !zh;
    try { localStorage.setItem("docs.language", zh ? "zh" : "en"); } catch { /* not kept here */ }
    show();
  });
  document.getElementById("filter").addEventListener("input", (event) => {
    filter = event.target.value.trim().toLowerCase();
    show();
  });
  show();
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

start();
