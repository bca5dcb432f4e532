package org.quoin.ledger.testkit.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CancelModule;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.core.execution.Context;

/** What operators do about rules: mostly the next version or the one before, at once or at a later block; at times none at all. */
final class Operators {
    private static final int LATEST = 12;

    private final List<Deployed> governed;

    /** Hashes of the rules that were active last, in hexadecimal, by capability. */
    private final Map<String, String> last = new TreeMap<>();

    Operators(List<Deployed> deployed) {
        governed = deployed.stream().filter(each -> !each.releases().isEmpty()).toList();
    }

    /** Whether there is nothing that they could do. */
    boolean areIdle() {
        return governed.isEmpty();
    }

    OperationRecord next(RandomGenerator random, Context context, Rows rows) {
        last.putAll(rows.active());
        if (!rows.scheduled().isEmpty() && random.nextInt(3) == 0) {
            String due = rows.scheduled().values().iterator().next();
            return new CancelModule(Hash.fromHex(due.substring(due.indexOf(' ') + 1)));
        }
        Deployed one = one(random, rows);
        String capability = one.module().id().capability();
        if (random.nextInt(12) == 0) {
            return new DeactivateModule(capability);
        }
        Release release = neighbour(random, one.releases(), last.getOrDefault(capability, ""));
        Optional<Bytes> jar = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(release.jar());
        OptionalLong at = random.nextInt(3) == 0
                ? OptionalLong.of(context.height() + random.nextInt(LATEST))
                : OptionalLong.empty();
        return new ActivateModule(release.module().id().sha256(), jar, at);
    }

    /** Often the one that is not active. */
    private Deployed one(RandomGenerator random, Rows rows) {
        Optional<Deployed> inactive = governed.stream()
                .filter(each -> !rows.active().containsKey(each.module().id().capability()))
                .findFirst();
        return inactive.isPresent() && random.nextInt(4) > 0
                ? inactive.get()
                : governed.get(random.nextInt(governed.size()));
    }

    private static Release neighbour(RandomGenerator random, List<Release> releases, String rules) {
        int newest = releases.size() - 1;
        int now = IntStream.rangeClosed(0, newest)
                .filter(i -> releases.get(i).module().id().sha256().toHex().equals(rules))
                .findFirst()
                .orElse(0);
        int step = switch (random.nextInt(8)) {
            case 0, 1 -> -1;
            case 2 -> random.nextInt(-newest, newest + 1);
            default -> 1;
        };
        return releases.get(Math.max(0, Math.min(newest, now + step)));
    }
}
