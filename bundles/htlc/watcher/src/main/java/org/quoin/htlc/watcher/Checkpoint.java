package org.quoin.htlc.watcher;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.quoin.ledger.api.Hash;

/**
 * Up to where the events of each chain were dealt with. It saves looking at them again and nothing depends on it: what is open,
 * and what was revealed, is asked of the ledgers at every start.
 */
final class Checkpoint {
    private final PrivateFile file;
    private final Map<String, Long> next = new TreeMap<>();

    /** @throws WatcherException if there is a file and it is none of these */
    Checkpoint(Path path) {
        file = new PrivateFile(path);
        file.find().ifPresent(text -> {
            try {
                JsonParser.parseString(text)
                        .getAsJsonObject()
                        .entrySet()
                        .forEach(entry ->
                                next.put(entry.getKey(), entry.getValue().getAsLong()));
            } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
                throw new WatcherException(path + " is no checkpoint: remove it, nothing is lost with it.", e);
            }
        });
    }

    /** The first event of a chain that was not dealt with. */
    synchronized OptionalLong next(Hash chain) {
        Long found = next.get(chain.toHex());
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /** Durable when this returns. */
    synchronized void reached(Hash chain, long first) {
        Long before = next.put(chain.toHex(), first);
        if (before == null || before != first) {
            JsonObject all = new JsonObject();
            next.forEach(all::addProperty);
            file.write(all + "\n");
        }
    }
}
