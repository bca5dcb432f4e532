package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A node is killed while clients pay through its console, or while it starts, again and again. After each kill it is started, and asked
 * for every payment that it ever acknowledged; at last it verifies every block.
 */
final class NodeKills {
    /** As it is counted: that a kill came before the node was ready. */
    static final String STARTING = "killed while starting";

    /** As it is counted: that it came after payments were acknowledged. */
    static final String PAYING = "killed while paying";

    /** As it is counted: what was acknowledged. */
    static final String PAYMENTS = "payments acknowledged";

    private static final int MOST_PAYMENTS = 200;

    private final Path distribution;
    private final int starting;
    private final Kills.Aftermath aftermath;
    private final RandomGenerator random;
    private final Map<String, Long> met = new TreeMap<>();

    /**
     * @param starting one in so many kills comes while the node starts
     * @param aftermath is given the node's data
     */
    NodeKills(Path distribution, int starting, Kills.Aftermath aftermath, long seed) {
        this.distribution = distribution;
        this.starting = starting;
        this.aftermath = aftermath;
        random = new SplittableRandom(seed);
    }

    /**
     * Kills nodes.
     *
     * @param killsOfANode after so many begins a new one
     */
    Row.Figures run(int kills, int killsOfANode) throws IOException, InterruptedException {
        Row.Figures figures = kill(Math.min(kills, killsOfANode));
        while (figures.runs() < kills) {
            figures = figures.plus(kill((int) Math.min(killsOfANode, kills - figures.runs())));
        }
        return new Row.Figures(figures.runs(), figures.lost(), figures.silent(), met);
    }

    /** Where no build looks for what it may delete, as the launcher insists. */
    private Row.Figures kill(int kills) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("quoin-node").toRealPath();
        try (Node node = new Node(distribution, data)) {
            Row.Figures figures = kill(node, kills);
            System.out.println(figures + ", so far " + met);
            return figures;
        } finally {
            Trees.delete(data);
        }
    }

    private Row.Figures kill(Node node, int kills) throws IOException, InterruptedException {
        Map<String, Long> acknowledged = new HashMap<>();
        require(node.start());
        for (int kill = 1; kill <= kills; kill++) {
            if (random.nextInt(starting) == 0) {
                node.kill();
                count(node.startAndKill(random) ? STARTING : "killed as soon as it was ready", 1);
            } else {
                Map<String, Long> answers = node.payAndKill(random.nextInt(1, MOST_PAYMENTS), random);
                acknowledged.putAll(answers);
                count(PAYING, 1);
                count(PAYMENTS, answers.size());
            }
            aftermath.of(node.data());
            Optional<String> refused = node.start();
            if (refused.isPresent()) {
                System.out.println("after kill " + kill + ": " + refused.get());
                return new Row.Figures(kill, 1, 0);
            }
            if (!node.receipts(List.copyOf(acknowledged.keySet())).equals(acknowledged)) {
                return new Row.Figures(kill, 1, 1);
            }
        }
        return node.verifies() ? new Row.Figures(kills, 0, 0) : new Row.Figures(kills, 1, 0);
    }

    private static void require(Optional<String> refused) {
        refused.ifPresent(why -> {
            throw new IllegalStateException("a new node did not start: " + why);
        });
    }

    private void count(String what, long times) {
        met.merge(what, times, Long::sum);
    }
}
