/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* "Tell me when it works again": looks from time to time, less and less often, never more often
 * than the service allows, and not while the network is metered or the computer saves power. */

#include "config.h"

#include "watcher.h"

#include "check-session.h"

/* The service allows more than this, but patience is the better guest. */
#define USUAL_MINIMUM_S 180
#define MAXIMUM_S (30 * 60)
#define JITTER_PART 10

struct _IfaWatcher
{
  GObject parent_instance;

  IfaProfile *profile;
  gboolean own_hosts_only;
  guint minimum_s;
  guint interval_s;
  gint64 next_look_s; /* by the wall clock; 0 while a look goes on */
  guint timeout_id;
  GCancellable *cancellable; /* (nullable): of the look that goes on */
};

enum
{
  PROP_NEXT_LOOK_S = 1,
  N_PROPS,
};

enum
{
  WORKS_AGAIN,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IfaWatcher, ifa_watcher, G_TYPE_OBJECT)

static void schedule (IfaWatcher *self);

/**
 * ifa_watcher_get_next_interval_s:
 * @previous_s: the interval before, in seconds; 0 for the first one
 * @minimum_s: what the service allows
 *
 * Returns: how long to wait now: half as long again each time, half an hour at most
 */
guint
ifa_watcher_get_next_interval_s (guint previous_s, guint minimum_s)
{
  guint longer_s = previous_s + previous_s / 2;

  return CLAMP (longer_s, minimum_s, MAX (MAXIMUM_S, minimum_s));
}

static void
set_next_look (IfaWatcher *self, gint64 next_look_s)
{
  self->next_look_s = next_look_s;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_LOOK_S]);
}

/* What costs money or the last of the battery can wait. */
static gboolean
should_wait (void)
{
  g_autoptr (GPowerProfileMonitor) power = g_power_profile_monitor_dup_default ();
  GNetworkMonitor *network = g_network_monitor_get_default ();

  return g_network_monitor_get_network_metered (network)
         || g_power_profile_monitor_get_power_saver_enabled (power);
}

static gboolean
works (IfaResult *result)
{
  const IfaReport *report = ifa_result_get_report (result);
  IfaVerdict verdict = report->diagnosis->verdict;

  return !report->cancelled && (verdict == IFA_VERDICT_OK || verdict == IFA_VERDICT_ATTENTION);
}

static void
looked_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (IfaWatcher) self = user_data;
  g_autoptr (IfaResult) result
      = ifa_check_session_run_finish (IFA_CHECK_SESSION (source), async_result, NULL);

  /* Stopped in the meantime. */
  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  g_clear_object (&self->cancellable);
  if (result != NULL && works (result))
    g_signal_emit (self, signals[WORKS_AGAIN], 0, result);
  else
    schedule (self);
}

static gboolean
look_cb (gpointer user_data)
{
  IfaWatcher *self = user_data;
  g_autoptr (IfaCheckSession) session = NULL;

  self->timeout_id = 0;
  if (should_wait ())
    {
      schedule (self);
      return G_SOURCE_REMOVE;
    }

  set_next_look (self, 0);
  self->cancellable = g_cancellable_new ();
  session = ifa_check_session_new (self->profile, self->own_hosts_only);
  ifa_check_session_run_async (session, self->cancellable, looked_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* With some chance in it: a whole country's offices must not knock in the same second. */
static void
schedule (IfaWatcher *self)
{
  guint delay_s;

  self->interval_s = ifa_watcher_get_next_interval_s (self->interval_s, self->minimum_s);
  delay_s = self->interval_s + g_random_int_range (0, self->interval_s / JITTER_PART + 1);
  self->timeout_id = g_timeout_add_seconds (delay_s, look_cb, self);
  set_next_look (self, g_get_real_time () / G_USEC_PER_SEC + delay_s);
}

static void
ifa_watcher_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NEXT_LOOK_S)
    g_value_set_int64 (value, IFA_WATCHER (object)->next_look_s);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ifa_watcher_dispose (GObject *object)
{
  IfaWatcher *self = IFA_WATCHER (object);

  ifa_watcher_stop (self);
  g_clear_pointer (&self->profile, ifa_profile_unref);

  G_OBJECT_CLASS (ifa_watcher_parent_class)->dispose (object);
}

static void
ifa_watcher_class_init (IfaWatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ifa_watcher_dispose;
  object_class->get_property = ifa_watcher_get_property;

  /**
   * IfaWatcher:next-look-s:
   *
   * When it looks again, in seconds since 1970; 0 while it looks.
   */
  properties[PROP_NEXT_LOOK_S] = g_param_spec_int64 ("next-look-s", NULL, NULL, 0, G_MAXINT64, 0,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * IfaWatcher::works-again:
   * @self: the watcher, which looks no more
   * @result: what it saw
   */
  signals[WORKS_AGAIN] = g_signal_new ("works-again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, IFA_TYPE_RESULT);
}

static void
ifa_watcher_init (IfaWatcher *self)
{
}

/**
 * ifa_watcher_new:
 * @profile: the service to watch
 * @own_hosts_only: whether no host but the service's own may be contacted
 * @minimum_interval_s: between two looks; 0 for what is usual and what the profile allows
 *
 * Returns: (transfer full): a watcher that has begun to wait
 */
IfaWatcher *
ifa_watcher_new (IfaProfile *profile, gboolean own_hosts_only, guint minimum_interval_s)
{
  IfaWatcher *self = g_object_new (IFA_TYPE_WATCHER, NULL);

  self->profile = ifa_profile_ref (profile);
  self->own_hosts_only = own_hosts_only;
  self->minimum_s = minimum_interval_s > 0 ? minimum_interval_s
                                           : MAX (USUAL_MINIMUM_S, profile->status_min_interval_s);
  schedule (self);
  return self;
}

IfaProfile *
ifa_watcher_get_profile (IfaWatcher *self)
{
  g_return_val_if_fail (IFA_IS_WATCHER (self), NULL);

  return self->profile;
}

gint64
ifa_watcher_get_next_look_s (IfaWatcher *self)
{
  g_return_val_if_fail (IFA_IS_WATCHER (self), 0);

  return self->next_look_s;
}

/**
 * ifa_watcher_stop:
 * @self: a watcher; it tells nothing any more
 */
void
ifa_watcher_stop (IfaWatcher *self)
{
  g_return_if_fail (IFA_IS_WATCHER (self));

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}
