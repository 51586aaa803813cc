/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One accepted connection, with or without TLS. Every wait ends at its deadline and at once when
 * the service stops. */

#pragma once

#include <gnutls/gnutls.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int fd;      /* non-blocking; owned by whoever made the stream */
  int stop_fd; /* becomes readable, and stays so, when the service stops */
  gint64 deadline_us;
  gnutls_session_t session; /* (nullable) */
} IfaPracticeStream;

void ifa_practice_stream_set_deadline (IfaPracticeStream *self, guint timeout_ms);
gboolean ifa_practice_stream_start_tls (IfaPracticeStream *self,
                                        gnutls_certificate_credentials_t credentials,
                                        const char *priority);
gssize ifa_practice_stream_read (IfaPracticeStream *self, void *buffer, gsize size);
gboolean ifa_practice_stream_write (IfaPracticeStream *self, const void *data, gsize size);
gboolean ifa_practice_stream_pause (IfaPracticeStream *self, guint duration_ms);
void ifa_practice_stream_end_tls (IfaPracticeStream *self);
void ifa_practice_stream_linger (IfaPracticeStream *self, guint timeout_ms);

G_END_DECLS
