package io.stormdb.core.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel as a socket. Options that only TCP has are ignored where there is none: the driver sets
 * them on every socket.
 */
@SuppressWarnings(
    "UnsynchronizedOverridesSynchronized") // a lock would keep a close waiting for a read
final class ChannelSocket extends Socket {

  static final String CLOSED = "Socket closed";

  private final SocketChannel channel;
  private final @Nullable UnixDomainSocketAddress address;
  private final @Nullable InetAddress server;
  private final ChannelStream stream;
  private final ChannelInput input;
  private final ChannelOutput output;
  private final Thread opener = Thread.currentThread();

  /**
   * Makes a socket that will connect by TCP.
   *
   * @param server which address to connect to; {@code null} for that which {@link #connect} is told
   */
  ChannelSocket(SocketChannel channel, @Nullable InetAddress server) throws SocketException {
    this(channel, null, server);
  }

  /**
   * Makes a socket that will connect to a Unix-domain socket.
   *
   * @param address where to, whatever {@link #connect} is told
   */
  ChannelSocket(SocketChannel channel, UnixDomainSocketAddress address) throws SocketException {
    this(channel, address, null);
  }

  private ChannelSocket(
      SocketChannel channel,
      @Nullable UnixDomainSocketAddress address,
      @Nullable InetAddress server)
      throws SocketException {
    // the system's own socket, which this would otherwise have, is never used
    super((SocketImpl) null);
    this.channel = channel;
    this.address = address;
    this.server = server;
    this.stream = new ChannelStream(channel);
    this.input = new ChannelInput(this, stream);
    this.output = new ChannelOutput(this, stream);
  }

  @Override
  public void connect(SocketAddress remote) throws IOException {
    connect(remote, 0);
  }

  @Override
  public void connect(SocketAddress remote, int timeoutMillis) throws IOException {
    if (address != null) {
      connectTo(address);
    } else {
      channel.socket().connect(wanted(remote), timeoutMillis);
    }
    SetupTimes.connected(channel, address == null ? null : address.getPath(), server);
  }

  private SocketAddress wanted(SocketAddress remote) throws UnknownHostException {
    if (!(remote instanceof InetSocketAddress inet)) {
      return remote;
    }
    if (server != null) {
      return new InetSocketAddress(server, inet.getPort());
    }
    if (inet.isUnresolved()) {
      throw new UnknownHostException(inet.getHostString());
    }
    return inet;
  }

  /** No time limit: the system answers at once, or waits for room in the server's queue. */
  private void connectTo(UnixDomainSocketAddress socket) throws IOException {
    try {
      channel.connect(socket);
    } catch (ClosedChannelException e) {
      throw because(CLOSED, e);
    } catch (IOException e) {
      String why =
          Files.exists(socket.getPath())
              ? "no server answers at the Unix-domain socket %s (%s); start the server, or see who may use the socket"
              : "there is no Unix-domain socket %s (%s); see unix_socket_directories and port of the server, or give a host name to connect by TCP";
      throw because(why.formatted(socket, e.getMessage()), e);
    }
  }

  @Override
  public void bind(SocketAddress local) throws IOException {
    if (address == null) {
      channel.bind(local);
    }
  }

  @Override
  public InputStream getInputStream() {
    return input;
  }

  @Override
  public OutputStream getOutputStream() {
    return output;
  }

  @Override
  public void close() throws IOException {
    boolean first = channel.isOpen();
    stream.close();
    // another thread may still be reading or writing if it is not its own that closes
    if (first && Thread.currentThread() == opener) {
      input.release();
      output.release();
    }
  }

  @Override
  public void shutdownInput() throws IOException {
    channel.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public int getSoTimeout() {
    return stream.timeoutMillis();
  }

  @Override
  public void setSoTimeout(int timeoutMillis) {
    if (timeoutMillis < 0) {
      throw new IllegalArgumentException("timeout must not be negative, was " + timeoutMillis);
    }
    stream.limit(timeoutMillis);
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    if (stream.hasRead()) {
      // the driver sets it on each stream that it begins, and begins another once it has encrypted
      SetupTimes.secured();
    }
    set(StandardSocketOptions.TCP_NODELAY, on);
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return Boolean.TRUE.equals(get(StandardSocketOptions.TCP_NODELAY));
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    set(StandardSocketOptions.SO_KEEPALIVE, on);
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return Boolean.TRUE.equals(get(StandardSocketOptions.SO_KEEPALIVE));
  }

  @Override
  public void setSendBufferSize(int bytes) throws SocketException {
    set(StandardSocketOptions.SO_SNDBUF, bytes);
  }

  @Override
  public int getSendBufferSize() throws SocketException {
    return number(StandardSocketOptions.SO_SNDBUF);
  }

  @Override
  public void setReceiveBufferSize(int bytes) throws SocketException {
    set(StandardSocketOptions.SO_RCVBUF, bytes);
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return number(StandardSocketOptions.SO_RCVBUF);
  }

  @Override
  public void setSoLinger(boolean on, int seconds) throws SocketException {
    set(StandardSocketOptions.SO_LINGER, on ? seconds : -1);
  }

  @Override
  public int getSoLinger() throws SocketException {
    return number(StandardSocketOptions.SO_LINGER);
  }

  @Override
  public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
    channel.setOption(name, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> name) throws IOException {
    return channel.getOption(name);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return channel.supportedOptions();
  }

  @Override
  public SocketChannel getChannel() {
    return channel;
  }

  /** Returns the address of the server, or {@code null} where there is no network. */
  @Override
  public @Nullable InetAddress getInetAddress() {
    return getRemoteSocketAddress() instanceof InetSocketAddress inet ? inet.getAddress() : null;
  }

  /** Returns the port of the server, or 0 where there is no network. */
  @Override
  public int getPort() {
    return getRemoteSocketAddress() instanceof InetSocketAddress inet ? inet.getPort() : 0;
  }

  @Override
  public int getLocalPort() {
    return getLocalSocketAddress() instanceof InetSocketAddress inet ? inet.getPort() : -1;
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    try {
      return channel.getRemoteAddress();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    try {
      return channel.getLocalAddress();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "socket to " + (address == null ? getRemoteSocketAddress() : address);
  }

  private <T> void set(SocketOption<T> name, T value) throws SocketException {
    if (channel.supportedOptions().contains(name)) {
      try {
        channel.setOption(name, value);
      } catch (IOException e) {
        throw refused(e);
      }
    }
  }

  private <T> @Nullable T get(SocketOption<T> name) throws SocketException {
    try {
      return channel.supportedOptions().contains(name) ? channel.getOption(name) : null;
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private int number(SocketOption<Integer> name) throws SocketException {
    Integer value = get(name);
    return value == null ? -1 : value;
  }

  private static SocketException refused(IOException reason) {
    return because(reason instanceof ClosedChannelException ? CLOSED : reason.getMessage(), reason);
  }

  private static SocketException because(@Nullable String message, IOException reason) {
    SocketException exception = new SocketException(message);
    exception.initCause(reason);
    return exception;
  }
}
