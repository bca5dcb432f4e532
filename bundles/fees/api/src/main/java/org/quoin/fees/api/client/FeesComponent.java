package org.quoin.fees.api.client;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.quoin.fees.api.Fees;
import org.quoin.ledger.api.client.ClientRegistration;

/** Offers the client of this framework's ledger. */
@Component(
        immediate = true,
        service = {})
public final class FeesComponent {
    private final ClientRegistration<Fees> registration;

    @Activate
    public FeesComponent(BundleContext context) {
        registration = new ClientRegistration<>(context, Fees.class, FeesClient.USES, FeesClient::new);
    }

    @Deactivate
    void deactivate() {
        registration.close();
    }
}
