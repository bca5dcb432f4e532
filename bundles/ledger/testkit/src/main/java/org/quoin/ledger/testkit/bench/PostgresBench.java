package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Signed, durable transfers of this ledger beside PostgreSQL's double-entry transfer, on the same machine and disk, in rounds
 * of alternating order; the figures are those of the round with the median ratio. {@code -Dseconds=} together, 60 otherwise.
 *
 * <p>PostgreSQL debits, credits and enters the transfer in one transaction, in one call of a prepared function, for a thousand
 * accounts; a balance may not be below zero; all is synced before it answers. What favours it: nobody signs and it verifies
 * nothing; it makes no receipts, events, roots and proofs; amounts are of 64 bits; rows have room to be updated in place; the
 * log is never full; and it gets the best of some numbers of clients. What favours the ledger: who submits is in its own
 * process, not behind a socket, and does not wait for one answer before the next transfer, so that one sync is for thousands.
 */
public final class PostgresBench implements Benchmark {
    private static final int ACCOUNTS = 1_000;
    private static final int TRANSFERS = 100_000;
    private static final int ROUNDS = 3;
    private static final List<Integer> CLIENTS = List.of(8, 16, 32, 64);
    private static final long ENDOWMENT = 1L << 40;

    private static final List<String> SETTINGS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_buffers=512MB",
            "max_wal_size=16GB",
            "checkpoint_timeout=1h",
            "max_connections=100");

    /** Rows are locked in the order of their ids: no two transfers wait for each other. */
    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE account (id int PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0)) WITH (fillfactor = 50)",
            "CREATE TABLE transfer (id bigserial PRIMARY KEY, payer int NOT NULL, payee int NOT NULL,"
                    + " amount bigint NOT NULL CHECK (amount > 0))",
            "INSERT INTO account SELECT id, " + ENDOWMENT + " FROM generate_series(1, " + ACCOUNTS + ") id",
            """
            CREATE FUNCTION pay(payer int, payee int, amount bigint) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
              IF payer < payee THEN
                UPDATE account SET balance = balance - amount WHERE id = payer;
                UPDATE account SET balance = balance + amount WHERE id = payee;
              ELSE
                UPDATE account SET balance = balance + amount WHERE id = payee;
                UPDATE account SET balance = balance - amount WHERE id = payer;
              END IF;
              INSERT INTO transfer (payer, payee, amount) VALUES (payer, payee, amount);
            END $$""",
            "VACUUM ANALYZE account");

    private static final String SCRIPT = """
            \\set payer random(1, %1$d)
            \\set payee 1 + (:payer + random(0, %1$d - 2)) %% %1$d
            SELECT pay(:payer, :payee, 1);
            """.formatted(ACCOUNTS);

    private record Round(double ledger, double postgres) {
        double ratio() {
            return ledger / postgres;
        }
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Optional<String> missing() {
        try {
            if (Postgres.programs().isEmpty()) {
                return Optional.of("PostgreSQL is not installed, neither on the path nor where Debian puts it");
            }
            return Postgres.hasServant()
                    ? Optional.empty()
                    : Optional.of("PostgreSQL refuses to run as root, and there is nobody else here");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }

    @Override
    public Figures run(Path directory) throws Exception {
        int seconds = Math.max(1, Integer.getInteger("seconds", 60) / (2 * ROUNDS + CLIENTS.size()));
        Populace people = new Populace(ACCOUNTS);
        Path ours = directory.resolve("quoin");
        BenchLedger.settle(ours, people);
        List<Round> rounds = new ArrayList<>();
        int clients;
        try (Postgres postgres =
                        new Postgres(Postgres.programs().orElseThrow(), directory.resolve("postgres"), SETTINGS);
                BenchLedger ledger = BenchLedger.open(ours, people)) {
            for (String statement : SCHEMA) {
                postgres.query(statement);
            }
            clients = best(postgres, seconds);
            System.out.println("warm-up: " + transfers(ledger, seconds));
            for (int i = 0; i < ROUNDS; i++) {
                Round round = round(ledger, postgres, clients, seconds, i % 2 == 0);
                System.out.printf("%.0f of %.0f, ratio %.2f%n", round.ledger(), round.postgres(), round.ratio());
                rounds.add(round);
            }
            ledger.requireSteady();
            requireBalanced(postgres);
        }
        rounds.sort(Comparator.comparingDouble(Round::ratio));
        Round median = rounds.get(ROUNDS / 2);
        return new Figures(median.ledger(), "signed durable transfers/s", median.postgres()).with("clients", clients);
    }

    /** The number of clients with which it is fastest. */
    private static int best(Postgres postgres, int seconds) throws IOException, InterruptedException {
        int best = 0;
        double most = 0;
        for (int clients : CLIENTS) {
            double rate = postgres.repeat(SCRIPT, clients, seconds);
            System.out.printf("PostgreSQL with %d clients: %.0f/s%n", clients, rate);
            if (rate > most) {
                best = clients;
                most = rate;
            }
        }
        return best;
    }

    private static Round round(BenchLedger ledger, Postgres postgres, int clients, int seconds, boolean ledgerFirst)
            throws Exception {
        double before = ledgerFirst ? transfers(ledger, seconds).perSecond() : 0;
        double theirs = postgres.repeat(SCRIPT, clients, seconds);
        postgres.query("CHECKPOINT"); // now, not while the other works
        return new Round(ledgerFirst ? before : transfers(ledger, seconds).perSecond(), theirs);
    }

    private static Timed transfers(BenchLedger ledger, int seconds) throws Exception {
        Timed all = new Timed(0, 0, 0);
        while (all.seconds() < seconds) {
            all = all.plus(ledger.submit(ledger.sign(TRANSFERS)));
        }
        return all;
    }

    /** What it was fast at has to be right. */
    private static void requireBalanced(Postgres postgres) throws IOException, InterruptedException {
        String sum = postgres.query("SELECT sum(balance) FROM account");
        String wrong = postgres.query("""
                SELECT count(*) FROM account
                LEFT JOIN (SELECT payee AS id, sum(amount) AS units FROM transfer GROUP BY 1) got USING (id)
                LEFT JOIN (SELECT payer AS id, sum(amount) AS units FROM transfer GROUP BY 1) paid USING (id)
                WHERE balance <> %d + coalesce(got.units, 0) - coalesce(paid.units, 0)""".formatted(ENDOWMENT));
        if (!sum.equals(Long.toString(ENDOWMENT * ACCOUNTS)) || !wrong.equals("0")) {
            throw new IllegalStateException(
                    "PostgreSQL has " + sum + ", and " + wrong + " accounts whose entries do not add up");
        }
    }
}
