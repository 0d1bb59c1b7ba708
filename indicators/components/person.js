// Who is signed in, at the foot of the side bar: a name, its roles, and a form that signs out.
// Data become text nodes only. `element` comes from shared.js.

function anchor(address, text, kind) {
  const made = element("a", kind, text);
  made.href = address;
  made.target = "_self";
  return made;
}

function leave(data) {
  const form = element("form", "");
  form.method = "post";
  form.action = data.leave.address;
  const key = element("input", "");
  key.type = "hidden";
  key.name = data.leave.field;
  key.value = data.leave.key;
  const button = element("button", "", data.leave.text);
  form.append(key, button);
  return form;
}

function person(data) {
  if (!data.name) return [anchor(data.enter.address, data.enter.text, "enter")];
  return [
    element("p", "name", data.name),
    element("p", "roles", data.roles),
    element("div", "ways", anchor(data.own.address, data.own.text, "own"), leave(data)),
  ];
}

export default function ({ parentElement, data: [data] }) {
  // For kept_typing.js, which gives nobody what another person typed.
  document.documentElement.dataset.person = data.login ?? "";
  const frame = mounted(parentElement);
  draw(frame, data, "person", person);
  return frame.leave;
}
