package io.stormdb.core.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelSocketTest {

  /** Reads that take nothing from the rest of the test; more only makes it slower. */
  private static final int ROUND_TRIPS = 20_000;

  private static Socket tcp() throws IOException {
    return new ChannelSocketFactory(null).createSocket();
  }

  private static Socket unix(Path path) throws IOException {
    return new ChannelSocketFactory(path.toString()).createSocket();
  }

  /** Sends everything back, until the end. */
  private static CompletableFuture<Void> echo(ServerSocket server) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            socket.getInputStream().transferTo(socket.getOutputStream());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static ServerSocket listen(int backlog) throws IOException {
    return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
  }

  @Nested
  class Memory {

    private static final int CONNECTIONS = 2_000;

    private static long directBytes() {
      return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .mapToLong(BufferPoolMXBean::getMemoryUsed)
          .sum();
    }

    @Test
    void isUsedAgainByTheNextConnectionOfTheSameThread() throws IOException {
      tcp().close();
      long before = directBytes();
      for (int i = 0; i < CONNECTIONS; i++) {
        tcp().close();
      }
      // each would need 64 kB of its own
      assertThat(directBytes() - before).isLessThan(1_000_000);
    }

    @Test
    void isNotSharedWithWhoeverStillHasTheClosedSocket() throws IOException {
      try (ServerSocket server = listen(1)) {
        Socket closed = tcp();
        closed.connect(server.getLocalSocketAddress());
        closed.close();
        assertThatThrownBy(() -> closed.getOutputStream().write(new byte[3]))
            .isInstanceOf(SocketException.class)
            .hasMessage("Socket closed");
        assertThatThrownBy(() -> closed.getInputStream().read())
            .isInstanceOf(SocketException.class)
            .hasMessage("Socket closed");
      }
    }
  }

  @Nested
  class Connecting {

    @Test
    void endsWhenTheServerDoesNotTakeTheConnectionInTime() throws IOException {
      List<Socket> waiting = new ArrayList<>();
      try (ServerSocket server = listen(1)) {
        assertThatThrownBy(
                () -> {
                  // nobody accepts, so the queue is full after a few
                  for (int i = 0; i < 20; i++) {
                    Socket socket = tcp();
                    waiting.add(socket);
                    socket.connect(server.getLocalSocketAddress(), 200);
                  }
                })
            .isInstanceOf(SocketTimeoutException.class);
      } finally {
        for (Socket socket : waiting) {
          socket.close();
        }
      }
    }

    @Test
    void saysThatAHostIsUnknown() throws IOException {
      try (Socket socket = tcp()) {
        assertThatThrownBy(
                () -> socket.connect(InetSocketAddress.createUnresolved("db.invalid", 5432), 100))
            .isInstanceOf(UnknownHostException.class)
            .hasMessage("db.invalid");
      }
    }

    @Test
    void saysThatThereIsNoUnixDomainSocket(@TempDir Path folder) throws IOException {
      Path path = folder.resolve(".s.PGSQL.5432");
      try (Socket socket = unix(path)) {
        assertThatThrownBy(() -> socket.connect(new InetSocketAddress("localhost", 5432), 100))
            .isInstanceOf(SocketException.class)
            .hasMessage(
                "there is no Unix-domain socket %s (No such file or directory); see unix_socket_directories and port of the server, or give a host name to connect by TCP",
                path);
      }
    }

    @Test
    void saysThatNobodyAnswersAtAUnixDomainSocket(@TempDir Path folder) throws IOException {
      Path path = folder.resolve(".s.PGSQL.5432");
      // closing does not remove the file, as when a server is killed
      ServerSocketChannel.open(StandardProtocolFamily.UNIX)
          .bind(UnixDomainSocketAddress.of(path))
          .close();
      try (Socket socket = unix(path)) {
        assertThatThrownBy(() -> socket.connect(new InetSocketAddress("localhost", 5432), 100))
            .isInstanceOf(SocketException.class)
            .hasMessage(
                "no server answers at the Unix-domain socket %s (Connection refused); start the server, or see who may use the socket",
                path);
      }
    }

    @Test
    void ignoresOptionsThatOnlyTcpHas(@TempDir Path folder) throws IOException {
      try (Socket socket = unix(folder.resolve("any"))) {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        assertThat(socket.getTcpNoDelay()).isFalse();
        assertThat(socket.getKeepAlive()).isFalse();
        assertThat(socket.getSendBufferSize()).isPositive();
      }
    }

    @Test
    void setsOptionsOfTcp() throws IOException {
      try (Socket socket = tcp()) {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        assertThat(socket.getTcpNoDelay()).isTrue();
        assertThat(socket.getKeepAlive()).isTrue();
      }
    }
  }

  @Nested
  class Connected {

    @Test
    void readsAfterATimeoutWhatCameLater() throws IOException {
      try (ServerSocket server = listen(1);
          Socket socket = tcp()) {
        socket.connect(server.getLocalSocketAddress(), 1_000);
        try (Socket peer = server.accept()) {
          socket.setSoTimeout(50);
          InputStream input = socket.getInputStream();
          assertThatThrownBy(input::read)
              .isInstanceOf(SocketTimeoutException.class)
              .hasMessage("Read timed out");
          peer.getOutputStream().write(7);
          socket.setSoTimeout(0);
          assertThat(input.read()).isEqualTo(7);
          peer.getOutputStream().write(8);
          socket.setSoTimeout(10_000);
          assertThat(input.read()).isEqualTo(8);
        }
      }
    }

    @Test
    void tellsWhatIsThereWithoutWaiting() throws IOException {
      try (ServerSocket server = listen(1);
          Socket socket = tcp()) {
        socket.connect(server.getLocalSocketAddress(), 1_000);
        try (Socket peer = server.accept()) {
          InputStream input = socket.getInputStream();
          assertThat(input.available()).isZero();
          peer.getOutputStream().write(new byte[] {1, 2, 3});
          assertThat(input.read()).isEqualTo(1);
          assertThat(input.available()).isEqualTo(2);
        }
      }
    }

    @Test
    void writesMoreThanTheOtherSideTakesAtOnceAlsoWithATimeout() throws Exception {
      byte[] much = new byte[20_000_000];
      try (ServerSocket server = listen(1);
          Socket socket = tcp()) {
        socket.connect(server.getLocalSocketAddress(), 1_000);
        socket.setSoTimeout(30_000);
        CompletableFuture<Integer> received =
            CompletableFuture.supplyAsync(
                () -> {
                  try (Socket peer = server.accept()) {
                    return peer.getInputStream().readAllBytes().length;
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
        // looks once, and does not block from then on
        assertThat(socket.getInputStream().available()).isZero();
        socket.getOutputStream().write(much);
        socket.shutdownOutput();
        assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo(much.length);
      }
    }

    @Test
    void readsTheEnd() throws IOException {
      try (ServerSocket server = listen(1);
          Socket socket = tcp()) {
        socket.connect(server.getLocalSocketAddress(), 1_000);
        server.accept().close();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }

    @Test
    void isClosedUnderAReaderThatHasALimit() throws Exception {
      closedWhileReading(60_000);
    }

    @Test
    void isClosedUnderAReaderThatHasNone() throws Exception {
      closedWhileReading(0);
    }

    @SuppressWarnings("try") // closing it is the point
    private void closedWhileReading(int limitMillis) throws Exception {
      try (ServerSocket server = listen(1);
          Socket socket = tcp()) {
        socket.connect(server.getLocalSocketAddress(), 1_000);
        socket.setSoTimeout(limitMillis);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread reader =
            new Thread(
                () -> {
                  try {
                    failure.completeExceptionally(
                        new AssertionError("read " + socket.getInputStream().read()));
                  } catch (IOException e) {
                    failure.complete(e);
                  }
                });
        reader.start();
        while (reader.getState() != Thread.State.RUNNABLE) {
          Thread.onSpinWait();
        }
        socket.close();
        assertThat(failure.get(10, TimeUnit.SECONDS))
            .isInstanceOf(SocketException.class)
            .hasMessage("Socket closed");
        assertThat(socket.isClosed()).isTrue();
      }
    }

    @Test
    void allocatesNothingForReadingAndWriting() throws Exception {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      try (ServerSocket server = listen(1)) {
        CompletableFuture<Void> echo = echo(server);
        try (Socket socket = tcp()) {
          socket.connect(server.getLocalSocketAddress(), 1_000);
          socket.setTcpNoDelay(true);
          byte[] bytes = new byte[100];
          exchange(socket, bytes);
          long before = threads.getCurrentThreadAllocatedBytes();
          exchange(socket, bytes);
          long allocated = threads.getCurrentThreadAllocatedBytes() - before;
          // the measurement itself may allocate a little, but not for each round trip
          assertThat(allocated).isLessThan(ROUND_TRIPS);
        }
        echo.get(10, TimeUnit.SECONDS);
      }
    }

    private static void exchange(Socket socket, byte[] bytes) throws IOException {
      OutputStream output = socket.getOutputStream();
      InputStream input = socket.getInputStream();
      for (int i = 0; i < ROUND_TRIPS; i++) {
        output.write(bytes, 0, bytes.length);
        for (int read = 0; read < bytes.length; ) {
          read += input.read(bytes, read, bytes.length - read);
        }
      }
    }
  }
}
