// The page of the chat. A conversation is a room, '#Lobby', or a guest, '@Ann'; each keeps its lines on the page.
(() => {
  'use strict';

  const byId = (id) => document.getElementById(id);
  const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
  const engine = new URL('socket.io/', document.baseURI);   // below any context path

  // Who comes back with the same key, after a reload too, has the same name.
  const key = sessionStorage.getItem('key') || Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('');
  sessionStorage.setItem('key', key);

  const conversations = new Map();
  const typing = new Map();   // when the hint for each guest ends
  let self = '';
  let room = 'Lobby';         // the one that the server knows us in
  let shown = '#Lobby';
  let people = [];
  let lastHint = 0;

  const socket = io(`${engine.origin}/chat`, {
    path: engine.pathname,
    autoConnect: false,
    reconnectionDelayMax: 3000,
    auth: (give) => give({ name: self, key }),
  });

  // ---- what the server says

  socket.on('connect', async () => {
    document.body.dataset.stage = 'chat';
    sessionStorage.setItem('name', self);
    byId('self').textContent = self;
    show('online', 'online');
    await enter(room);
    byId('text').focus();
  });

  socket.on('connect_error', (error) => {
    if (socket.active) {
      show('away', 'connecting…');   // the server cannot be reached; it is tried again
    } else {
      document.body.dataset.stage = 'login';
      byId('refusal').textContent = error.message;
      byId('refusal').hidden = false;
    }
  });

  socket.on('disconnect', () => show('away', 'connection lost…'));
  socket.on('rooms', (names) => {
    names.forEach((name) => conversation(`#${name}`));
    drawSide();
  });
  socket.on('people', (name, there) => {
    if (name === room) {
      people = there;
      drawSide();
      drawHead();
    }
  });
  socket.on('said', (name, line) => add(`#${name}`, line));
  socket.on('whispered', (line) => add(`@${line.from}`, line));
  socket.on('typing', (name) => {
    typing.set(name, Date.now() + 2500);
    drawHint();
  });
  setInterval(drawHint, 500);

  // ---- what the guest does

  byId('login').addEventListener('submit', (event) => {
    event.preventDefault();
    self = byId('name').value.trim();
    byId('refusal').hidden = true;
    socket.connect();
  });

  byId('open').addEventListener('submit', (event) => {
    event.preventDefault();
    const name = byId('new-room').value.trim();
    byId('open').reset();
    if (name) {
      turnTo(`#${name}`);
    }
  });

  byId('say').addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = byId('text').value.trim();
    if (!text) {
      return;
    }
    const [to, name] = [shown, shown.slice(1)];
    byId('text').value = '';
    lastHint = 0;
    const answer = to.startsWith('@') ? await ask('whisper', name, text) : await ask('say', text);
    if (answer?.problem) {
      add(to, { problem: answer.problem });
    } else if (answer) {
      add(to, answer);
    }
  });

  byId('text').addEventListener('input', () => {
    if (shown.startsWith('#') && Date.now() - lastHint > 1000) {
      lastHint = Date.now();
      socket.volatile.emit('typing');
    }
  });

  byId('interrupt').addEventListener('click', () => socket.io.engine.close());

  async function turnTo(id) {
    shown = id;
    conversation(id).unread = 0;
    drawSide();
    drawLines();
    if (id.startsWith('#') && id.slice(1) !== room) {
      await enter(id.slice(1));
    }
    byId('text').focus();
  }

  /** Tells the server where we are, and gets what we have missed. */
  async function enter(name) {
    room = name;
    const seen = Math.max(0, ...conversation(`#${name}`).lines.map((line) => line.id ?? 0));
    const view = await ask('join', name, seen);
    if (view.problem) {
      add(`#${name}`, { problem: view.problem });
      return;
    }
    people = view.people;
    view.lines.forEach((line) => add(`#${name}`, line));
    drawSide();
    drawLines();
  }

  /** The acknowledgement of an event; events wait for the connection while there is none. */
  function ask(event, ...args) {
    return new Promise((answered) => socket.emit(event, ...args, answered));
  }

  // ---- what is to be seen

  function conversation(id) {
    if (!conversations.has(id)) {
      conversations.set(id, { lines: [], unread: 0 });
    }
    return conversations.get(id);
  }

  function add(id, line) {
    const { lines } = conversation(id);
    if (line.id && lines.some((known) => known.id === line.id)) {
      return;
    }
    lines.push(line);
    typing.delete(line.from);
    if (id === shown) {
      byId('lines').append(item(line));
      byId('lines').scrollTop = byId('lines').scrollHeight;
      drawHead();
      drawHint();
    } else {
      conversation(id).unread++;
    }
    drawSide();
  }

  function show(state, text) {
    byId('state').dataset.state = state;
    byId('state').textContent = text;
    byId('interrupt').disabled = state !== 'online';
  }

  function drawSide() {
    const ids = [...conversations.keys()];
    byId('rooms').replaceChildren(...ids.filter((id) => id.startsWith('#')).map((id) => link(id)));
    const elsewhere = ids.filter((id) => id.startsWith('@') && !people.includes(id.slice(1)));
    byId('elsewhere').replaceChildren(...elsewhere.map((id) => link(id)));
    byId('elsewhere-title').hidden = elsewhere.length === 0;
    byId('people').replaceChildren(...people.map((name) => (name === self ? element('li', 'me', `${name} (you)`) : link(`@${name}`))));
  }

  function link(id) {
    const { unread } = conversations.get(id) ?? { unread: 0 };
    const button = element('button', '', id.startsWith('#') ? id : id.slice(1));
    button.type = 'button';
    button.dataset.id = id;
    if (id === shown) {
      button.setAttribute('aria-current', 'true');
    }
    if (unread) {
      button.append(element('span', 'unread', String(unread)));
    }
    button.addEventListener('click', () => turnTo(id));
    const entry = document.createElement('li');
    entry.append(button);
    return entry;
  }

  function drawHead() {
    const isPrivate = shown.startsWith('@');
    byId('title').textContent = isPrivate ? shown.slice(1) : shown;
    byId('subtitle').textContent = isPrivate ? 'Between the two of you'
      : people.length === 1 ? 'Nobody else is here yet' : `${people.length} people here`;
    byId('text').placeholder = isPrivate ? `Message to ${shown.slice(1)}` : `Message to everybody in ${shown}`;
  }

  function drawLines() {
    drawHead();
    byId('lines').replaceChildren(...conversation(shown).lines.map(item));
    byId('lines').scrollTop = byId('lines').scrollHeight;
    drawHint();
  }

  function item(line) {
    if (line.problem) {
      return element('li', 'problem', line.problem);
    }
    const entry = element('li', line.from === self ? 'mine' : '');
    const time = element('time', '', clock.format(line.time));
    time.dateTime = new Date(line.time).toISOString();
    const head = element('p', 'head', line.from === self ? 'You' : line.from);
    head.append(time);
    entry.append(head, element('p', 'bubble', line.text));   // as text, whatever it contains
    return entry;
  }

  function drawHint() {
    for (const [name, end] of typing) {
      if (end < Date.now()) {
        typing.delete(name);
      }
    }
    const names = shown.startsWith('#') ? [...typing.keys()] : [];
    byId('hint').textContent = names.length === 0 ? ''
      : names.length < 3 ? `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} typing…` : 'Several people are typing…';
  }

  function element(tag, className, text = '') {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  if (sessionStorage.getItem('name')) {   // the page was reloaded
    self = sessionStorage.getItem('name');
    socket.connect();
  }
})();
