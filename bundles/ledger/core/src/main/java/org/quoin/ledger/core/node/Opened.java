package org.quoin.ledger.core.node;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.Journal;

/** What a store held when it was opened, made ready to continue. */
record Opened(Journal journal, History history, KeptRules rules, Chain chain) {
    private static final Logger LOG = System.getLogger(Opened.class.getName());

    /** @throws IOException if the store cannot be read or written */
    static Opened open(LedgerStore store, Genesis genesis) throws IOException {
        Disk disk = store.openJournal();
        History history = new History();
        KeptRules rules = new KeptRules(store.modules(), history);
        Replay replay = new Replay(genesis, disk.name(), history, rules);
        Journal journal = Journal.open(disk, replay);
        try {
            journal.repairs().forEach(repair -> LOG.log(Level.WARNING, repair));
            if (!journal.identity().equals(genesis.chainId())) {
                throw replay.damaged("it is the journal of another genesis");
            }
            Chain replayed = replay.chain();
            Chain chain = replayed == null ? begin(genesis, journal, history, rules) : replayed;
            history.readFrom(journal);
            rules.lookIn(() -> new CoreReads(chain.state()));
            return new Opened(journal, history, rules, chain.withRules());
        } catch (RuntimeException | Error e) {
            journal.close();
            throw e;
        }
    }

    private static Chain begin(Genesis genesis, Journal journal, History history, KeptRules rules) {
        Chain.Extension first = Chain.found(genesis, rules);
        journal.append(0, first.record().encode());
        journal.force();
        journal.anchor(0, first.chain().head());
        journal.force();
        history.add(first.record());
        return first.chain();
    }
}
