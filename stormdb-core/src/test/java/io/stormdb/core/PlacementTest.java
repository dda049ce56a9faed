package io.stormdb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stormdb.core.wire.WireSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conversations go where their servers run, and nothing of them is lost on the way. */
@Timeout(60)
class PlacementTest {

  private static final Path TASKS = Path.of("/proc/self/task");

  /** Says that nothing follows. */
  private static final byte LAST = 1;

  private static final AtomicInteger STARTED = new AtomicInteger();

  @TempDir Path proc;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<EventLoop> loops = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  @BeforeEach
  @Timeout(60)
  void startLoops() throws IOException {
    assumeTrue(Files.exists(TASKS), "this system has no " + TASKS);
    Files.createSymbolicLink(proc.resolve("thread-self"), Path.of("/proc/thread-self"));
    for (int i = 0; i < 2; i++) {
      // the threads of the test before may be there still; the kernel cuts names at 15 characters
      String name = "placed-" + STARTED.incrementAndGet();
      names.add(name);
      EventLoop loop = new EventLoop(name, new Processors(proc));
      open.add(loop);
      loops.add(loop);
      tell("self/task/" + task(name), name, i);
      while (loop.processor() == Processors.UNKNOWN) {
        spin();
      }
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  /** Gives way to others, until the time of the test is up. */
  private static void spin() {
    Thread.onSpinWait();
    assertThat(Thread.currentThread().isInterrupted()).as("interrupted").isFalse();
  }

  private static String task(String name) throws IOException {
    for (; ; spin()) {
      try (Stream<Path> tasks = Files.list(TASKS)) {
        for (Path task : tasks.toList()) {
          Path comm = task.resolve("comm");
          if (Files.exists(comm) && Files.readString(comm).strip().equals(name)) {
            return task.getFileName().toString();
          }
        }
      }
    }
  }

  private void tell(String process, String program, int processor) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(process));
    Files.writeString(
        folder.resolve("stat"), ProcessorsTest.line(program, Integer.toString(processor)));
  }

  /** Counts what it is told, one byte after the other, up to the last one. */
  private final class Counting implements Conversation {
    private final int serverProcess;
    private final SocketChannel channel;
    private final SocketChannel other;
    private final ByteBuffer one = ByteBuffer.allocate(1);
    private final BlockingQueue<String> heardBy = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> counted = new CompletableFuture<>();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger timesLeft = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();

    Counting(int serverProcess) throws IOException {
      this.serverProcess = serverProcess;
      try (ServerSocketChannel server = ServerSocketChannel.open()) {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.channel = SocketChannel.open(server.getLocalAddress());
        this.other = server.accept();
      }
      open.add(channel);
      open.add(other);
    }

    @Override
    public SocketChannel channel() {
      return channel;
    }

    @Override
    public int serverProcess() {
      return serverProcess;
    }

    @Override
    public Next begin() {
      return Next.READ;
    }

    @Override
    public Next proceed() {
      try {
        one.clear();
        if (channel.read(one) == 1) {
          threads.add(Thread.currentThread().getName());
          heardBy.add(Thread.currentThread().getName());
          count.incrementAndGet();
          channel.write(one.flip());
          if (one.get(0) == LAST) {
            return Next.LEAVE;
          }
        }
        return Next.READ;
      } catch (IOException e) {
        counted.completeExceptionally(e);
        return Next.LEAVE;
      }
    }

    @Override
    public void broke(IOException reason) {
      counted.completeExceptionally(reason);
    }

    @Override
    public void died(Throwable reason) {
      counted.completeExceptionally(reason);
    }

    @Override
    public void left() {
      timesLeft.incrementAndGet();
      counted.complete(count.get());
    }

    /** Says one byte, and returns the name of the thread that has heard it. */
    String tell() {
      return tell((byte) 0);
    }

    private String tell(byte what) {
      try {
        other.write(ByteBuffer.wrap(new byte[] {what}));
        other.read(ByteBuffer.allocate(1));
        return heardBy.take();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Goes on telling until it is enough, and returns how many bytes there were. */
    int tellUntil(AtomicBoolean enough) {
      int told = 1;
      while (!enough.get()) {
        tell();
        told++;
      }
      tell(LAST);
      return told;
    }
  }

  private Counting joined(int serverProcess) throws IOException {
    return joined(0, serverProcess);
  }

  private Counting joined(int loop, int serverProcess) throws IOException {
    Counting conversation = new Counting(serverProcess);
    loops.get(loop).join(conversation);
    assertThat(conversation.tell()).isEqualTo(names.get(loop));
    return conversation;
  }

  private void awaitGuests(int first, int second) {
    while (loops.get(0).conversations().size() != first
        || loops.get(1).conversations().size() != second) {
      spin();
    }
  }

  @Test
  void leadsAConversationToTheProcessorOfItsServer() throws IOException {
    tell("100", "postgres", 0);
    tell("101", "postgres", 1);
    tell("102", "postgres", 7);
    tell("103", "sh", 1);
    Counting stays = joined(100);
    Counting goes = joined(101);
    List<Counting> others =
        List.of(joined(102), joined(103), joined(104), joined(WireSession.ELSEWHERE));
    Counting there = joined(1, WireSession.ELSEWHERE);
    Placement placement = new Placement(loops, new Processors(proc));
    placement.look();
    awaitGuests(5, 2);
    assertThat(goes.tell()).isEqualTo(names.get(1));
    assertThat(stays.tell()).isEqualTo(names.get(0));
    assertThat(others).extracting(Counting::tell).containsOnly(names.get(0));
    assertThat(there.tell()).isEqualTo(names.get(1));
    // the kernel may think better of it
    tell("101", "postgres", 0);
    placement.look();
    awaitGuests(6, 1);
    assertThat(goes.tell()).isEqualTo(names.get(0));
  }

  @Test
  void leavesSomethingToDoToEveryLoop() throws IOException {
    tell("101", "postgres", 1);
    List<Counting> all = List.of(joined(101), joined(101), joined(101), joined(101), joined(101));
    Placement placement = new Placement(loops, new Processors(proc));
    placement.look();
    awaitGuests(1, 4);
    placement.look();
    assertThat(all.stream().map(Counting::tell).filter(names.get(0)::equals)).hasSize(1);
  }

  @Test
  void looksByItselfOnceItIsStarted() throws IOException {
    tell("101", "postgres", 1);
    Counting goes = joined(101);
    joined(WireSession.ELSEWHERE);
    try (Placement placement = new Placement(loops, new Processors(proc))) {
      placement.start();
      awaitGuests(1, 1);
    }
    assertThat(goes.tell()).isEqualTo(names.get(1));
  }

  @Test
  void losesNothingOfThoseWhoAreHandedOver() throws Exception {
    List<Counting> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(joined(WireSession.ELSEWHERE));
    }
    AtomicBoolean enough = new AtomicBoolean();
    List<CompletableFuture<Integer>> told =
        all.stream()
            .map(each -> CompletableFuture.supplyAsync(() -> each.tellUntil(enough), this::start))
            .toList();
    for (int round = 0; round < 50; round++) {
      EventLoop from = loops.get(round % 2);
      EventLoop to = loops.get(1 - round % 2);
      for (Counting each : all) {
        from.handOver(each, to);
        while (!to.conversations().contains(each)) {
          spin();
        }
        int before = each.count.get();
        while (each.count.get() == before) {
          spin();
        }
      }
    }
    enough.set(true);
    for (int i = 0; i < all.size(); i++) {
      // one more: that with which it joined
      assertThat(all.get(i).counted.get()).isEqualTo(1 + told.get(i).get());
    }
    awaitGuests(0, 0);
    assertThat(all)
        .allSatisfy(
            each -> {
              assertThat(each.threads).containsExactlyInAnyOrderElementsOf(names);
              assertThat(each.timesLeft).hasValue(1);
            });
  }

  private void start(Runnable task) {
    Thread thread = new Thread(task, "placement-teller");
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void tellsAConversationWhoseChannelWasClosedBeforeItWasHandedOver() throws IOException {
    Counting closed = joined(WireSession.ELSEWHERE);
    closed.channel().close();
    loops.get(0).handOver(closed, loops.get(1));
    assertThat(closed.counted)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(ClosedChannelException.class);
    awaitGuests(0, 0);
  }
}
