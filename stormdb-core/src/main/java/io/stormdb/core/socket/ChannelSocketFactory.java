package io.stormdb.core.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets through which the driver talks to a server. For the driver: its property {@code
 * socketFactory} names this class, and {@code socketFactoryArg} the path of a Unix-domain socket if
 * there is one.
 *
 * <p>A thread that is interrupted while it uses such a socket closes it, as with every channel.
 */
public final class ChannelSocketFactory extends SocketFactory {

  private final @Nullable UnixDomainSocketAddress address;

  /**
   * Makes a factory.
   *
   * @param path of a Unix-domain socket, or {@code null} for TCP to the host and port that the
   *     driver knows
   */
  public ChannelSocketFactory(@Nullable String path) {
    this.address = path == null ? null : UnixDomainSocketAddress.of(path);
  }

  /** Returns a socket that is not connected yet. */
  @Override
  public Socket createSocket() throws IOException {
    return address == null
        ? new ChannelSocket(SocketChannel.open())
        : new ChannelSocket(SocketChannel.open(StandardProtocolFamily.UNIX), address);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  private Socket connected(SocketAddress remote, SocketAddress... local) throws IOException {
    Socket socket = createSocket();
    try {
      for (SocketAddress each : local) {
        socket.bind(each);
      }
      socket.connect(remote);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
