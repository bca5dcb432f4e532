package org.quoin.ledger.core.platform;

import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.core.audit.Actors;
import org.quoin.ledger.core.audit.AuditLog;
import org.quoin.ledger.core.node.Deliveries;

/** Puts down which rules bundles deliver, and who has signed them. */
record DeliveryAudit(AuditLog log, Actors actors) implements Deliveries.Watch {
    @Override
    public void delivered(
            Object deliverer, Optional<ModuleId> module, List<PublicKey> signers, Optional<String> reason) {
        Fields details = Fields.of("name", module.map(ModuleId::capability).orElse(null))
                .and("version", module.map(ModuleId::version).orElse(null))
                .and("sha256", module.map(ModuleId::sha256).orElse(null))
                .and("by", deliverer.toString())
                .and("signers", signers);
        log.write(
                actors.now(),
                reason.isPresent() ? "rules-turned-away" : "rules-delivered",
                reason.map(why -> details.and("reason", why)).orElse(details));
    }
}
