package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Rng;

/** The words of the shop. The front of a list is used more often than its end, as in life. */
final class Words {

  static final String[] FIRST_NAMES = {
    "Anna", "Ben", "Clara", "David", "Emma", "Felix", "Grace", "Hugo", "Ida", "Jonas", "Klara",
    "Leo", "Mia", "Noah", "Olivia", "Paul", "Rosa", "Samuel", "Tara", "Viktor", "Wanda", "Yusuf",
    "Zoe", "Amir", "Beatriz", "Chen", "Dalia", "Emil", "Fatima", "Goran", "Hana", "Ivan", "Jin",
    "Kofi", "Lena", "Marco", "Nadia", "Oskar", "Priya", "Quentin", "Rahul", "Sofia", "Tomas",
    "Ulla", "Vera", "Willem", "Xenia", "Yara"
  };

  static final String[] LAST_NAMES = {
    "Smith",
    "Mueller",
    "Garcia",
    "Martin",
    "Rossi",
    "Novak",
    "Kim",
    "Jensen",
    "Silva",
    "Tanaka",
    "Kowalski",
    "Dubois",
    "Haddad",
    "Nguyen",
    "Okafor",
    "Larsen",
    "Moreau",
    "Ferrari",
    "Weber",
    "Santos",
    "Petrov",
    "Sato",
    "Virtanen",
    "Horvat",
    "Lindgren",
    "Osei",
    "Patel",
    "Quinn",
    "Reyes",
    "Schmidt",
    "Torres",
    "Ueda",
    "Vargas",
    "Walsh",
    "Xu",
    "Yilmaz",
    "Zimmer",
    "Adeyemi",
    "Bauer",
    "Costa"
  };

  /** Cities, the larger ones first. */
  static final String[] CITIES = {
    "London",
    "Paris",
    "Madrid",
    "Berlin",
    "Rome",
    "Vienna",
    "Warsaw",
    "Hamburg",
    "Milan",
    "Munich",
    "Prague",
    "Brussels",
    "Stockholm",
    "Lisbon",
    "Copenhagen",
    "Dublin",
    "Zurich",
    "Lyon",
    "Porto",
    "Krakow"
  };

  static final double[] LATITUDES = {
    51.51, 48.86, 40.42, 52.52, 41.90, 48.21, 52.23, 53.55, 45.46, 48.14, 50.08, 50.85, 59.33,
    38.72, 55.68, 53.35, 47.38, 45.76, 41.15, 50.06
  };

  static final double[] LONGITUDES = {
    -0.13, 2.35, -3.70, 13.41, 12.50, 16.37, 21.01, 9.99, 9.19, 11.58, 14.44, 4.35, 18.07, -9.14,
    12.57, -6.26, 8.54, 4.84, -8.61, 19.94
  };

  static final String[] STREETS = {
    "Station Road",
    "Mill Lane",
    "Garden Street",
    "Church Square",
    "River Walk",
    "Park Avenue",
    "School Lane",
    "Market Street",
    "Forest Way",
    "Bridge Street"
  };

  static final String[] CATEGORIES = {
    "kitchen", "garden", "books", "sports", "office", "toys", "lighting", "travel", "audio", "tools"
  };

  /** By category. */
  static final String[][] NOUNS = {
    {"kettle", "pan", "knife", "teapot", "bowl", "toaster", "grater", "mug"},
    {"spade", "hose", "planter", "bench", "rake", "lantern", "gloves", "trellis"},
    {"novel", "atlas", "cookbook", "dictionary", "diary", "biography", "comic", "guide"},
    {"racket", "ball", "mat", "helmet", "rope", "skates", "paddle", "dumbbell"},
    {"desk", "chair", "stapler", "notebook", "pen", "folder", "lamp", "shelf"},
    {"puzzle", "kite", "doll", "train", "blocks", "robot", "drum", "marbles"},
    {"chandelier", "bulb", "torch", "candle", "spotlight", "sconce", "lampshade", "nightlight"},
    {"suitcase", "backpack", "tent", "flask", "compass", "pillow", "hammock", "umbrella"},
    {"headphones", "speaker", "turntable", "radio", "microphone", "amplifier", "cable", "mixer"},
    {"hammer", "drill", "saw", "wrench", "pliers", "level", "chisel", "clamp"}
  };

  static final String[] ADJECTIVES = {
    "classic",
    "compact",
    "sturdy",
    "light",
    "elegant",
    "modern",
    "rustic",
    "foldable",
    "quiet",
    "bright",
    "soft",
    "durable",
    "handmade",
    "portable",
    "smooth",
    "tiny"
  };

  static final String[] COLOURS = {
    "black", "white", "blue", "red", "green", "grey", "yellow", "orange", "brown", "purple"
  };

  static final String[] MATERIALS = {
    "steel", "wood", "cotton", "glass", "bamboo", "leather", "ceramic", "aluminium"
  };

  static final String[] TAGS = {
    "new", "sale", "gift", "eco", "bestseller", "premium", "family", "outdoor", "vintage", "limited"
  };

  static final String[] PRAISE = {
    "Exactly what I was looking for.", "Arrived early and well packed.", "Would buy it again.",
    "Looks even better than in the picture.", "My sister wants one too.", "Worth the price."
  };

  static final String[] BLAME = {
    "It broke after a week.", "Smaller than I thought.", "The colour is not the one shown.",
    "The parcel was damaged.", "I sent it back.", "Not worth the money."
  };

  static final String[] DEVICES = {"phone", "desktop", "tablet"};

  static final String[] PAYMENT_METHODS = {"card", "wallet", "transfer", "invoice"};

  /** What users do, in the order of how often they do it. */
  static final String[] EVENTS = {"view", "search", "add_to_cart", "remove_from_cart"};

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
}
