package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Worker;

/** Says whom and what the next transaction is about: anybody, or the user of a session. */
interface Shopper {

  /** Returns the number of a user. */
  long user(Worker worker);

  /** Returns the number of a product. */
  long product(Worker worker);

  /** Fills the basket that is to be paid for. */
  void basket(Worker worker, Basket basket);

  /** Anybody, and by popularity. */
  record Anybody(Popularity popularity) implements Shopper {

    @Override
    public long user(Worker worker) {
      return popularity.user(worker.random());
    }

    @Override
    public long product(Worker worker) {
      return popularity.product(worker.random());
    }

    @Override
    public void basket(Worker worker, Basket basket) {
      popularity.fill(basket, worker.random());
    }
  }

  /** The user whom a worker is at present. */
  record InSession() implements Shopper {

    @Override
    public long user(Worker worker) {
      return worker.session(Visit.class).user();
    }

    @Override
    public long product(Worker worker) {
      return worker.session(Visit.class).product();
    }

    @Override
    public void basket(Worker worker, Basket basket) {
      basket.copyFrom(worker.session(Visit.class).basket());
    }
  }
}
