package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.nio.file.Path;

/** A process that executes blocks again in the virtual machine that it was given. */
final class Replay {
    private Replay() {}

    /** Takes the order, and files of blocks; prints how many blocks came out otherwise. */
    public static void main(String[] arguments) throws IOException {
        BlockFile.Order order = BlockFile.Order.valueOf(arguments[0]);
        int differing = 0;
        for (int i = 1; i < arguments.length; i++) {
            differing += BlockFile.differing(Path.of(arguments[i]), order);
        }
        System.out.println("differing " + differing);
    }
}
