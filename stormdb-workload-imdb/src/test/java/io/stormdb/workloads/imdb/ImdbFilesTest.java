package io.stormdb.workloads.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stormdb.api.Finding;
import io.stormdb.api.Finding.Verdict;
import io.stormdb.core.CheckResult;
import io.stormdb.core.LoadListener;
import io.stormdb.core.RunPlan;
import io.stormdb.core.RunResult;
import io.stormdb.core.StormDb;
import io.stormdb.core.StormDbException;
import io.stormdb.testkit.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in the format of IMDb's, with titles and people of our own. */
class ImdbFilesTest {

  private static final String SCHEMA = "imdb_files_test";

  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();
  private final StormDb db =
      StormDb.on(TestServer.dataSource())
          .listen(
              new LoadListener() {
                @Override
                public void announcement(String sentence) {
                  said.add(sentence);
                }
              });

  /** Two of the four files are compressed. */
  @BeforeEach
  void copySample() throws IOException {
    for (String name : ImdbFiles.ALL) {
      boolean compressed = name.equals(ImdbFiles.TITLES) || name.equals(ImdbFiles.RATINGS);
      try (InputStream in =
              Objects.requireNonNull(
                  ImdbFilesTest.class.getResourceAsStream("sample/" + name + ".tsv"));
          OutputStream file =
              Files.newOutputStream(folder.resolve(name + (compressed ? ".tsv.gz" : ".tsv")));
          OutputStream out = compressed ? new GZIPOutputStream(file) : file) {
        var unused = in.transferTo(out);
      }
    }
  }

  private RunPlan plan(String type) {
    return RunPlan.of(type)
        .schema(SCHEMA)
        .workers(2)
        .parameter("data_loading.mode", "dump")
        .parameter("data_loading.filepath", folder.toString());
  }

  private static long number(String sql) {
    return TestServer.number(SCHEMA, sql);
  }

  private static List<String> strings(String sql) {
    return TestServer.strings(SCHEMA, sql);
  }

  private String refusal(RunPlan plan) {
    StormDbException refusal =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            StormDbException.class, () -> db.rebuild(plan));
    return String.valueOf(refusal.getMessage()).replace(folder.toString(), "FOLDER");
  }

  @Test
  void areReadIntoTheTables() {
    var rows = db.rebuild(plan("imdb")).rows();
    assertThat(rows)
        .containsEntry("people", 40L)
        .containsEntry("movies", 60L)
        .containsEntry("credits", 255L)
        .containsEntry("ratings", 60L)
        .containsEntry("genres", 7L);
    assertThat(
            strings(
                "SELECT id, imdb_id, kind, title, year, runtime_minutes, overview, details FROM"
                    + " movies WHERE id = 35"))
        .containsExactly(
            "35|tt0000035|movie|The Salted Ferry|2011|83|Le Compass \"perdu\" \\ Winter|"
                + "{\"adult\": false, \"original\": \"Le Compass \\\"perdu\\\" \\\\ Winter\"}");
    assertThat(
            strings(
                "SELECT birth_year, death_year, profession FROM people WHERE imdb_id ="
                    + " 'nm0000027'"))
        .containsExactly("null|1956|actress");
    assertThat(strings("SELECT DISTINCT character FROM credits WHERE character IS NOT NULL"))
        .containsExactlyInAnyOrder("The Keeper", "Young Wren, Old Wren", "\"Ace\"");
  }

  /** The same numbers, computed by the server from the lines as they are. */
  @Test
  void agreeWithWhatTheServerReadsInThem() throws IOException {
    db.rebuild(plan("imdb"));
    String ratings =
        new String(
            Objects.requireNonNull(
                    ImdbFilesTest.class.getResourceAsStream("sample/title.ratings.tsv"))
                .readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    String fields =
        "(SELECT string_to_array(line, E'\\t') AS f FROM regexp_split_to_table($r$"
            + ratings
            + "$r$, E'\\n') AS line) AS l WHERE f[1] <> 'tconst' AND f[2]::numeric <= 10"
            + " AND f[1] IN (SELECT imdb_id FROM movies)";
    assertThat(strings("SELECT sum(imported_votes), sum(imported_sum) FROM ratings"))
        .isEqualTo(strings("SELECT sum(f[3]::int), sum(f[2]::numeric * f[3]::int) FROM " + fields));
  }

  @Test
  void haveRowsThatAreLeftOutAndCounted() {
    db.rebuild(plan("imdb"));
    assertThat(said)
        .containsExactly(
            "name.basics: 2 of 42 rows were left out; the first: name.basics.tsv:42: nconst 3 was"
                + " there before",
            "title.basics: 3 of 63 rows were left out; the first: title.basics.tsv.gz:62: must"
                + " have 9 columns, has 3",
            "title.ratings: 2 of 52 rows were left out; the first: title.ratings.tsv.gz:52: there"
                + " is no tconst 55555",
            "title.principals: 2 of 257 rows were left out; the first: title.principals.tsv:257:"
                + " ordering 1 of tconst 420 was there before",
            folder.getFileName() + " has no users: an audience is made up");
    RunResult result = db.run(plan("imdb_read").transactions(10));
    assertThat(result.audit())
        .contains(
            new Finding(
                "rows of title.basics",
                "",
                "all rows of the file are loaded",
                "left out: 3 of 63; the first: title.basics.tsv.gz:62: must have 9 columns, has 3",
                Verdict.NOT_APPLICABLE));
    assertThat(result.audit())
        .extracting(Finding::name)
        .containsExactly(
            "rows of name.basics",
            "rows of title.basics",
            "rows of title.principals",
            "rows of title.ratings");
  }

  @Test
  void areTheSameDataWhateverTheSizeOfABatch() {
    db.rebuild(plan("imdb"));
    List<String> whole = Checksums.of(SCHEMA);
    db.rebuild(plan("imdb").parameter("data_loading.batch_size", "7"));
    assertThat(Checksums.of(SCHEMA)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"imdb", "imdb_read", "imdb_write", "imdb_sql"})
  void areEnoughForEachType(String type) {
    db.rebuild(plan(type));
    assertThat(db.verify(plan(type))).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
    RunResult result = db.run(plan(type).transactions(600).verify(true));
    assertThat(result.counts().committed()).isEqualTo(600);
    assertThat(result.checks()).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
    // IMDb has no countries and keywords in these files
    assertThat(result.transactions())
        .extracting(RunResult.Transactions::name)
        .doesNotContain("movies_by_country_and_year", "movies_by_details", "rank_in_year");
  }

  @Test
  void keepTheVotesThatTheyCameWith() {
    db.rebuild(plan("imdb"));
    assertThat(number("SELECT count(*) FROM ratings WHERE imported_votes > 0")).isEqualTo(50);
    assertThat(number("SELECT sum(vote_count - imported_votes) FROM ratings"))
        .isEqualTo(number("SELECT count(*) FROM votes"))
        .isPositive();
  }

  @Test
  void leaveOutKeysThatMemoryHasNoRoomFor() throws IOException {
    Path names = folder.resolve("name.basics.tsv");
    String line = "nm%d\tFar Away\t\\N\t\\N\tactor\t\\N\n";
    Files.writeString(
        names, Files.readString(names) + line.formatted(1_600_000) + line.formatted(1_700_000));
    db.rebuild(plan("imdb").parameter("data_loading.max_memory_mb", "1"));
    assertThat(said.get(0)).startsWith("name.basics: 3 of 44 rows were left out");
    assertThat(number("SELECT max(id) FROM people")).isEqualTo(1_600_000);
  }

  @Test
  void areRefusedBeforeAnythingIsDroppedIfOneIsMissing() throws IOException {
    db.rebuild(RunPlan.of("imdb").schema(SCHEMA).scale(5));
    Files.delete(folder.resolve("title.principals.tsv"));
    assertThat(refusal(plan("imdb")))
        .isEqualTo(
            "workload 'imdb': FOLDER has neither title.principals.tsv nor title.principals.tsv.gz;"
                + " the files are offered at https://datasets.imdbws.com");
    assertThat(number("SELECT count(*) FROM movies")).isEqualTo(5);
  }

  @Test
  void areRefusedIfTheFolderIsNotThereOrNotNamed() {
    assertThat(
            refusal(
                plan("imdb")
                    .parameter("data_loading.filepath", folder.resolve("nowhere").toString())))
        .isEqualTo(
            "workload 'imdb': data_loading.filepath names FOLDER/nowhere, which is not there or"
                + " must not be read");
    assertThat(refusal(plan("imdb").parameter("data_loading.filepath", "")))
        .isEqualTo(
            "workload 'imdb': data_loading.mode is dump, which needs data_loading.filepath: the"
                + " folder with the files of IMDb, or a dump by pg_dump");
  }

  @Test
  void areRefusedIfTheColumnsAreOthers() throws IOException {
    Files.writeString(folder.resolve("name.basics.tsv"), "nconst\tname\nnm1\tA\n");
    assertThat(refusal(plan("imdb")))
        .isEqualTo(
            "the load of schema imdb_files_test failed: cannot read FOLDER/name.basics.tsv: the"
                + " first line of name.basics.tsv must have the columns nconst, primaryName,"
                + " birthYear, deathYear, primaryProfession, knownForTitles, has nconst, name");
  }

  @Test
  void areRefusedIfNoRowCanBeUsed() throws IOException {
    Path names = folder.resolve("name.basics.tsv");
    Files.writeString(names, Files.readAllLines(names).get(0) + "\nnm1\tA\n");
    assertThat(refusal(plan("imdb")))
        .isEqualTo(
            "the load of schema imdb_files_test failed: FOLDER/name.basics.tsv has no row that"
                + " could be used");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tt12\t7.0\t\\N",
        "tt12\t7,0\t5",
        "tt12\t0.5\t5",
        "tt12\t7.0\t-5",
        "tt12\t7.0\t99999999999",
        "tt-12\t7.0\t5",
        "12\t7.0\t5",
        "tt12\t7.0",
        "tt12\t7.0\t5\t6",
        "tt12\t7.0\u0000\t5",
        "tt9999999999999999999999\t7.0\t5"
      })
  void neverHaveABadRowStopTheLoad(String row) throws IOException {
    Path ratings = folder.resolve("title.ratings.tsv");
    Files.writeString(
        ratings, "tconst\taverageRating\tnumVotes\n" + row + "\ntt0000007\t7.0\t5\n\n");
    db.rebuild(plan("imdb"));
    assertThat(number("SELECT sum(imported_votes) FROM ratings")).isEqualTo(5);
    assertThat(said).anyMatch(sentence -> sentence.startsWith("title.ratings: 1 of 2 rows"));
  }

  @Test
  void mayHaveBytesThatAreNoText() throws IOException {
    Path ratings = folder.resolve("title.ratings.tsv");
    try (OutputStream out = Files.newOutputStream(ratings)) {
      out.write("tconst\taverageRating\tnumVotes\ntt0000007\t7.0\t5\n".getBytes("UTF-8"));
      out.write(new byte[] {'t', 't', (byte) 0xC3, '\t', '7', '\t', '1', '\n'});
    }
    db.rebuild(plan("imdb"));
    assertThat(said)
        .contains(
            "title.ratings: 1 of 2 rows were left out; the first: title.ratings.tsv:3: is not text"
                + " in UTF-8");
  }

  @Test
  void thatAreCompressedMustBeSo() throws IOException {
    Files.writeString(folder.resolve("title.basics.tsv.gz"), "plain");
    assertThatThrownBy(() -> db.rebuild(plan("imdb")))
        .hasMessageEndingWith("title.basics.tsv.gz is not compressed by gzip");
  }
}
