package io.stormdb.workloads.imdb;

import io.stormdb.api.Rng;

/** The words of movies. The front of a list is used more often than its end, as in life. */
final class Words {

  /** Genres, the common ones first. */
  static final String[] GENRES = {
    "Drama", "Comedy", "Documentary", "Romance", "Action", "Crime", "Thriller", "Horror",
    "Adventure", "Family", "Mystery", "Animation", "Fantasy", "History", "Biography", "Music",
    "Sci-Fi", "War", "Sport", "Western"
  };

  static final String[] COUNTRIES = {
    "US", "IN", "GB", "FR", "JP", "DE", "IT", "CA", "ES", "KR", "CN", "BR", "MX", "AU", "SE", "PL",
    "DK", "AR", "TR", "NG"
  };

  static final String[] LANGUAGES = {
    "en", "hi", "en", "fr", "ja", "de", "it", "en", "es", "ko", "zh", "pt", "es", "en", "sv", "pl",
    "da", "es", "tr", "en"
  };

  static final String[] KINDS = {"movie", "movie", "movie", "tvSeries", "short", "tvMovie"};

  static final String[] CERTIFICATES = {"PG-13", "R", "PG", "G", "NC-17"};

  static final String[] PROFESSIONS = {
    "actor", "actress", "director", "writer", "producer", "composer", "cinematographer", "editor"
  };

  static final String[] ADJECTIVES = {
    "Last",
    "Dark",
    "Lost",
    "Silent",
    "Secret",
    "Golden",
    "Broken",
    "Hidden",
    "Red",
    "Long",
    "Wild",
    "Perfect",
    "Burning",
    "Cold",
    "Invisible",
    "Midnight",
    "Little",
    "Distant",
    "Forgotten",
    "Blue",
    "Crooked",
    "Electric",
    "Hollow",
    "Restless",
    "Scarlet",
    "Stolen",
    "Unlikely",
    "Wandering",
    "Winter",
    "Glass",
    "Iron",
    "Quiet",
    "Endless",
    "Borrowed",
    "Crimson",
    "Fearless",
    "Gentle",
    "Haunted",
    "Infinite",
    "Jealous",
    "Lonely",
    "Patient",
    "Reckless",
    "Savage",
    "Tender",
    "Velvet"
  };

  static final String[] NOUNS = {
    "Night",
    "House",
    "River",
    "Heart",
    "Garden",
    "City",
    "Stranger",
    "Island",
    "Storm",
    "Shadow",
    "Promise",
    "Road",
    "Summer",
    "Daughter",
    "Mountain",
    "Letter",
    "Train",
    "Witness",
    "Kingdom",
    "Mirror",
    "Hunter",
    "Song",
    "Desert",
    "Captain",
    "Bridge",
    "Circus",
    "Detective",
    "Dream",
    "Empire",
    "Escape",
    "Festival",
    "Forest",
    "Gambler",
    "Harbour",
    "Inheritance",
    "Journey",
    "Lighthouse",
    "Machine",
    "Memory",
    "Mission",
    "Orchard",
    "Painter",
    "Passenger",
    "Pirate",
    "Planet",
    "Prisoner",
    "Rebellion",
    "Robot",
    "Sailor",
    "Signal",
    "Soldier",
    "Spider",
    "Station",
    "Teacher",
    "Thief",
    "Tower",
    "Treasure",
    "Tunnel",
    "Valley",
    "Violin",
    "Voyage",
    "Wedding",
    "Window",
    "Wolf"
  };

  static final String[] PLACES = {
    "Paris",
    "Venice",
    "Tokyo",
    "Berlin",
    "Lisbon",
    "Havana",
    "Nairobi",
    "Mumbai",
    "Vienna",
    "Oslo",
    "Marrakesh",
    "Montreal",
    "Seoul",
    "Naples",
    "Dublin",
    "Cairo",
    "Lima",
    "Prague",
    "Sydney",
    "Warsaw",
    "the Moon",
    "the North",
    "the Harbour",
    "the Old Town",
    "the Valley",
    "the Island",
    "Nowhere",
    "the Jungle",
    "the Desert",
    "Tomorrow"
  };

  static final String[] ROLES = {
    "detective", "teacher", "soldier", "pilot", "violinist", "thief", "doctor", "farmer", "robot",
    "widow", "captain", "journalist", "chef", "boxer", "princess", "lawyer", "gardener", "spy",
    "student", "cosmonaut", "sheriff", "magician", "baker", "dancer"
  };

  static final String[] VERBS = {
    "find",
    "save",
    "escape",
    "rebuild",
    "betray",
    "protect",
    "follow",
    "steal",
    "discover",
    "forgive",
    "outwit",
    "remember",
    "repair",
    "expose",
    "rescue",
    "defend"
  };

  static final String[] KEYWORDS = {
    "friendship",
    "revenge",
    "heist",
    "road-trip",
    "small-town",
    "family-secret",
    "first-love",
    "time-travel",
    "courtroom",
    "shipwreck",
    "robots",
    "war-hero",
    "mistaken-identity",
    "ghost",
    "alien",
    "boxing",
    "jazz",
    "chess",
    "kitchen",
    "wedding",
    "blackmail",
    "amnesia",
    "conspiracy",
    "expedition",
    "gold-rush",
    "island",
    "orphan",
    "rivalry",
    "spy",
    "tournament",
    "vampire",
    "whale"
  };

  static final String[] STUDIOS = {
    "Northlight Pictures",
    "Blue Heron Films",
    "Copper Kettle Studios",
    "Paper Moon Productions",
    "Long Pier Entertainment",
    "Tin Lantern",
    "Second Balcony",
    "Fable and Finch",
    "Harbour Reel",
    "Ninth Row Films",
    "Quiet Thunder",
    "Red Umbrella"
  };

  static final String[] FIRST_NAMES = {
    "Alma", "Bruno", "Carla", "Dario", "Elin", "Farid", "Greta", "Hector", "Ines", "Jasper", "Kira",
    "Liam", "Maya", "Nico", "Odile", "Pavel", "Rania", "Stefan", "Tessa", "Umar", "Vivian", "Wyatt",
    "Ximena", "Yuki", "Zora", "Anton", "Bella", "Cyrus", "Dunya", "Ewan", "Flora", "Gideon",
    "Helena", "Idris", "Juno", "Karim", "Lucia", "Mateo", "Nora", "Otis", "Petra", "Ravi", "Selma",
    "Theo", "Uma", "Vito", "Willa", "Yannick", "Zelda", "Abel", "Beatrix", "Caspar"
  };

  private static final String[] SURNAME_BEGINNINGS = {
    "Hart", "Bel", "Mar", "Kos", "Win", "Ros", "Dal", "Fer", "Gol", "Lind", "Nor", "Oak", "Pem",
    "Quil", "Raven", "Sand", "Thorn", "Val", "West", "York", "Ash", "Birk", "Cal", "Dun", "El",
    "Fair", "Green", "Hol", "Iver", "Jans", "Kell", "Lar", "Mon", "Nash", "Or", "Pol", "Ren",
    "Silver", "Tor", "Under"
  };

  private static final String[] SURNAME_ENDINGS = {
    "well", "ley", "ini", "ov", "sen", "mann", "dale", "berg", "ford", "wick", "ado", "eau",
    "stone", "ton", "wood", "aki", "ez", "ham", "son", "brook", "idis", "gren", "ska", "field"
  };

  static final String[] PRAISE = {
    "I have seen it three times and found something new each time.",
    "The ending took my breath away.",
    "What a cast, and what a script.",
    "The music alone is worth it.",
    "My grandmother loved it, and so did I.",
    "Slow at first, then impossible to stop.",
    "The best of its year.",
    "It made me laugh out loud on the train."
  };

  static final String[] BLAME = {
    "I fell asleep after an hour.", "The plot has more holes than a net.",
    "Nice pictures, but nobody to care about.", "The book was better.",
    "Half of it could have been cut.", "I wanted to like it.",
    "The dialogue sounds like a manual.", "Not for me, I am afraid."
  };

  static final String[] DEVICES = {"tv", "phone", "laptop", "tablet", "projector"};

  private Words() {}

  /** Returns a place in a list: the square of an even number makes the front likelier. */
  static int place(int size, Rng random) {
    double drawn = random.nextDouble();
    return (int) (drawn * drawn * size);
  }

  /** Returns a word of a list, one of its front more often. */
  static String of(String[] list, Rng random) {
    return list[place(list.length, random)];
  }

  /** Returns a word of a list in which all are alike. */
  static String any(String[] list, Rng random) {
    return list[random.between(0, list.length - 1)];
  }

  /** Adds a first name and a surname. */
  static StringBuilder name(StringBuilder text, Rng random) {
    text.append(of(FIRST_NAMES, random)).append(' ');
    return text.append(any(SURNAME_BEGINNINGS, random)).append(any(SURNAME_ENDINGS, random));
  }

  /** Adds the title of a movie. */
  static StringBuilder title(StringBuilder text, Rng random) {
    switch (random.between(0, 7)) {
      case 0 -> text.append("The ").append(of(NOUNS, random));
      case 1 -> text.append(of(NOUNS, random)).append(" of ").append(of(PLACES, random));
      case 2 -> text.append(of(ADJECTIVES, random)).append(' ').append(of(NOUNS, random));
      case 3 ->
          text.append("A ")
              .append(of(ADJECTIVES, random))
              .append(' ')
              .append(of(NOUNS, random))
              .append(" in ")
              .append(of(PLACES, random));
      case 4 -> text.append(of(FIRST_NAMES, random)).append(" and the ").append(of(NOUNS, random));
      case 5 ->
          text.append("The ")
              .append(of(NOUNS, random))
              .append(" and the ")
              .append(of(ADJECTIVES, random))
              .append(' ')
              .append(of(NOUNS, random));
      default ->
          text.append("The ").append(of(ADJECTIVES, random)).append(' ').append(of(NOUNS, random));
    }
    // one in twelve goes on where another one ended
    return random.chance(1.0 / 12) ? text.append(' ').append(random.between(2, 4)) : text;
  }

  /** Adds what a movie is about, in two sentences. */
  static StringBuilder overview(StringBuilder text, Rng random) {
    text.append("A ").append(of(ROLES, random)).append(" from ").append(of(PLACES, random));
    text.append(" must ").append(of(VERBS, random)).append(" a ").append(of(ROLES, random));
    text.append(" before the ").append(of(NOUNS, random)).append(" is gone. ");
    text.append(of(FIRST_NAMES, random)).append(" learns that every ").append(of(ROLES, random));
    text.append(" has a ").append(of(ADJECTIVES, random)).append(' ').append(of(NOUNS, random));
    return text.append(" to ").append(of(VERBS, random)).append('.');
  }
}
