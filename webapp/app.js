// The tutorial's page. It uses only what the clients 2.x, 3.x and 4.x have in common, so any of them may be the
// script behind socket.io/socket.io.js.
(() => {
  'use strict';

  const byId = (id) => document.getElementById(id);
  const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

  // Relative to the page, so that it works below any context path.
  const push = new URL('push', document.baseURI);
  const engine = new URL('socket.io/', document.baseURI);
  byId('curl').textContent = `curl ${push}`;

  byId('push').addEventListener('click', async () => {
    const answer = byId('pushed');
    answer.textContent = '…';
    try {
      const response = await fetch(push, { cache: 'no-store' });
      answer.textContent = response.ok ? await response.text() : `HTTP ${response.status}`;
    } catch {
      answer.textContent = 'The server cannot be reached.';
    }
  });

  byId('call').addEventListener('submit', async (event) => {
    event.preventDefault();
    const { namespace, event: name, data, token } = event.target.elements;
    const answer = byId('answer');
    answer.dataset.ok = false;
    try {
      const json = data.value.trim();
      if (json) {
        JSON.parse(json);   // for its complaint; what is sent is the text itself
      }
      answer.textContent = '…';
      const response = await fetch(push, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(token.value && { Authorization: `Bearer ${token.value}` }),
        },
        body: `{"namespace":${JSON.stringify(namespace.value)},"event":${JSON.stringify(name.value)}${json && `,"data":${json}`}}`,
      });
      answer.dataset.ok = response.ok;
      answer.textContent = `${response.status}\n${pretty(await response.text())}`;
      if (response.status === 401) {
        byId('token').hidden = false;
      }
    } catch (failure) {
      answer.textContent = failure instanceof SyntaxError ? `Not JSON: ${failure.message}` : 'The server cannot be reached.';
    }
  });

  if (typeof io === 'undefined') {
    show('disconnected', 'Disconnected');
    byId('alert').textContent = 'The client script socket.io/socket.io.js could not be loaded.';
    byId('alert').hidden = false;
    return;
  }

  const socket = io(`${engine.origin}/dcenter`, { path: engine.pathname });
  const manager = socket.io;
  const unanswered = [];   // when each event without its response was sent; responses come in order
  let messages = 0;

  socket.on('connect', () => {
    show('connected', 'Connected');
    showTransport();
    byId('sid').textContent = socket.id;
    const { EIO } = manager.engine.transport.query || {};
    byId('protocol').textContent = EIO ? `Engine.IO revision ${EIO}` : '';
    byId('send').querySelector('button').disabled = false;
  });

  socket.on('disconnect', (reason) => {
    show('disconnected', `Disconnected: ${reason}`);
    unanswered.length = 0;
    byId('sid').textContent = '–';
    byId('protocol').textContent = '';
    byId('transport').textContent = '–';
    byId('transport-detail').textContent = 'not connected';
    byId('send').querySelector('button').disabled = true;
  });

  // A refusal of the namespace: `error` for client 2, `connect_error` for the others.
  for (const event of ['connect_error', 'error']) {
    socket.on(event, (error) => {
      if (!socket.connected) {
        show('disconnected', `Cannot connect: ${(error && error.message) || error}`);
      }
    });
  }

  // All three clients tell their manager about reconnecting; on the socket itself only client 2 does.
  manager.on('reconnect_attempt', (attempt) => show('connecting', `Connecting again, attempt ${attempt}…`));

  // Each connection has an engine of its own, and only that tells when its transport changes.
  let engineSeen;
  let upgraded = '';
  manager.on('open', watchTransport);
  watchTransport();

  function watchTransport() {
    if (!manager.engine || manager.engine === engineSeen) {
      return;
    }
    const started = performance.now();
    engineSeen = manager.engine;
    upgraded = '';
    engineSeen.on('upgrade', () => {
      upgraded = `polling → websocket in ${millis(started)}`;
      showTransport();
    });
  }

  function showTransport() {
    if (socket.connected) {
      const { name } = manager.engine.transport;
      byId('transport').textContent = name;
      byId('transport-detail').textContent = upgraded || (name === 'polling' ? 'upgrades when it can' : 'from the start');
    }
  }

  socket.on('dcenter', (message) => {
    byId('t').append(String(message.data), document.createElement('br'));   // as text, whatever it contains
    toEnd(byId('t').parentElement);
    byId('count').textContent = String(++messages);
    byId('last').textContent = `last at ${clock.format(new Date())}`;
  });

  byId('send').addEventListener('submit', (event) => {
    event.preventDefault();
    const sent = performance.now();
    unanswered.push(sent);
    socket.emit('my_event', { data: byId('text').value }, () => {
      byId('rtt').textContent = millis(sent);
      byId('rtt-detail').textContent = `my_event, at ${clock.format(new Date())}`;
    });
    byId('text').select();
  });

  socket.on('my_response', (response) => {
    const sent = unanswered.shift();
    const entry = document.createElement('li');
    const json = document.createElement('code');
    json.textContent = JSON.stringify(response);
    entry.append(json);
    if (sent !== undefined) {
      const time = document.createElement('span');
      time.className = 'detail';
      time.textContent = millis(sent);
      entry.append(time);
    }
    byId('responses').append(entry);
    toEnd(byId('responses'));
  });

  function show(state, text) {
    byId('state').dataset.state = state;
    byId('state').textContent = text;
  }

  function pretty(text) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  }

  function millis(since) {
    const elapsed = performance.now() - since;
    return `${elapsed < 10 ? elapsed.toFixed(1) : Math.round(elapsed)} ms`;
  }

  function toEnd(log) {
    log.scrollTop = log.scrollHeight;
  }
})();
