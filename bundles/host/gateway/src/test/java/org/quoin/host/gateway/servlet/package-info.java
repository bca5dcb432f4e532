@NullMarked
package org.quoin.host.gateway.servlet;

import org.jspecify.annotations.NullMarked;
