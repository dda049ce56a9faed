package io.stormdb.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between client and server and forwards what they say, until it is told to stop: it then
 * still accepts connections and keeps those that there are, but passes nothing on.
 */
final class FreezableProxy implements AutoCloseable {

  private final ServerSocket door;
  private final int serverPort;
  private final Duration way;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private boolean frozen;

  FreezableProxy(int serverPort) throws IOException {
    this(serverPort, Duration.ZERO);
  }

  /**
   * Opens one that is far away.
   *
   * @param way how long all that is said takes, in each direction
   */
  FreezableProxy(int serverPort, Duration way) throws IOException {
    this(InetAddress.getLoopbackAddress(), 0, serverPort, way);
  }

  /**
   * Opens its door.
   *
   * @param address where; one of this machine
   * @param port where; 0 for any that is free
   */
  FreezableProxy(InetAddress address, int port, int serverPort) throws IOException {
    this(address, port, serverPort, Duration.ZERO);
  }

  private FreezableProxy(InetAddress address, int port, int serverPort, Duration way)
      throws IOException {
    this.serverPort = serverPort;
    this.way = way;
    this.door = new ServerSocket(port, 1_000, address);
    start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  synchronized void freeze() {
    frozen = true;
  }

  synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.addAll(List.of(client, server));
        start(() -> forward(client, server));
        start(() -> forward(server, client));
      }
    } catch (IOException e) {
      // closed, and so are the sockets
      sockets.forEach(FreezableProxy::close);
    }
  }

  private void forward(Socket from, Socket to) {
    byte[] buffer = new byte[8_192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        awaitThaw();
        LockSupport.parkNanos(way.toNanos());
        out.write(buffer, 0, length);
      }
      awaitThaw();
    } catch (IOException | InterruptedException e) {
      // one side has gone: so does the other
      close(from);
    }
    close(to);
  }

  private synchronized void awaitThaw() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    thaw();
    door.close();
    sockets.forEach(FreezableProxy::close);
  }
}
