// The official server, answering what the load generator sends. Usage: node server.mjs PORT
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http);
io.on("connection", (socket) => {
  socket.on("echo", (data) => socket.emit("echo", data));
  socket.on("ack", (data, acknowledge) => acknowledge(data));
  socket.on("broadcast", (data) => io.emit("broadcast", data));
  socket.on("join", (room, acknowledge) => {
    socket.join(room);
    acknowledge();
  });
  socket.on("room", (room, data) => io.to(room).emit("room", data));
});
http.listen(Number(process.argv[2]), "127.0.0.1", 4096);
