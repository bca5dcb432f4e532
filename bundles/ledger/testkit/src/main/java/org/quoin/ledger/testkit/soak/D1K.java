package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The same as {@link D1}, of whole nodes: Karaf with all its bundles, as the launcher starts it. It needs a distribution that is
 * built, which the system property {@code distribution} names.
 */
public final class D1K implements Row {
    private static final int KILLS_OF_A_NODE = 10;

    /** One in so many kills comes while a node starts. */
    private static final int STARTING = 5;

    @Override
    public String id() {
        return "D1K";
    }

    @Override
    public String promise() {
        return "what a whole node acknowledged survives kill -9 (kills)";
    }

    /** Each takes half a minute. */
    @Override
    public int smallDose() {
        return 0;
    }

    @Override
    public int fullDose() {
        return 100;
    }

    @Override
    public Figures run(Trial trial) throws IOException, InterruptedException {
        return new NodeKills(distribution(), STARTING, data -> {}, trial.seed()).run(trial.dose(), KILLS_OF_A_NODE);
    }

    /** After every second kill the disk has what it had after the one before. */
    @Override
    public Figures sabotage(Trial trial) throws IOException, InterruptedException {
        return new NodeKills(distribution(), Integer.MAX_VALUE, D1K::forget, trial.seed())
                .run(Math.min(trial.dose(), 4), 2);
    }

    @Override
    public boolean isKept(Figures figures) {
        return Row.super.isKept(figures)
                && (figures.runs() < fullDose()
                        || figures.met(NodeKills.STARTING) > 0 && figures.met(NodeKills.PAYING) > 0);
    }

    private static Path distribution() {
        String named = System.getProperty("distribution", "");
        if (named.isEmpty()) {
            throw new IllegalStateException("name a distribution that is built: -Ddistribution=DIRECTORY");
        }
        return Path.of(named);
    }

    private static void forget(Path data) throws IOException {
        Path ledger = data.resolve("ledger");
        Path before = data.resolve("ledger-before");
        if (Files.exists(before)) {
            Trees.delete(ledger);
            Files.move(before, ledger);
        } else {
            Trees.copy(ledger, before);
        }
    }
}
