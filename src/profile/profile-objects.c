/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The making and unmaking of what a profile consists of, with what stands where it is silent. */

#include "config.h"

#include "profile-format.h"
#include "profile-text.h"

#define DEFAULT_MAX_MS 5000
#define DEFAULT_MIN_DAYS 30
#define DEFAULT_MIN_INTERVAL_S 180
#define DEFAULT_MAX_ERROR_S 300

static void
text_clear (IfaText **text)
{
  g_clear_pointer (text, ifa_text_free);
}

static GPtrArray *
new_texts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_text_free);
}

static void
free_endpoint (IfaEndpoint *self)
{
  g_free (self->id);
  text_clear (&self->name);
  g_free (self->url);
  g_free (self->scheme);
  g_free (self->host);
  g_array_unref (self->expect_status);
  g_free (self->expect_format);
  g_free (self->error_code_path);
  g_strfreev (self->error_code_ok);
  g_free (self->error_message_path);
  g_strfreev (self->expect_addresses);
  g_free (self->root_sha256);
  g_free (self);
}

gpointer
ifa_profile_new_endpoint (void)
{
  IfaEndpoint *self = g_new0 (IfaEndpoint, 1);

  self->required = TRUE;
  self->expect_status = g_array_new (FALSE, FALSE, sizeof (guint));
  self->expect_format = g_strdup ("auto");
  self->max_ms = DEFAULT_MAX_MS;
  self->min_days = DEFAULT_MIN_DAYS;
  self->error_code_ok = g_new0 (char *, 1);
  return self;
}

static void
free_window (IfaMaintenanceWindow *self)
{
  g_array_unref (self->days_of_month);
  g_array_unref (self->weekdays);
  g_strfreev (self->dates);
  g_free (self->timezone);
  g_free (self->announced_at);
  g_free (self);
}

gpointer
ifa_profile_new_window (void)
{
  IfaMaintenanceWindow *self = g_new0 (IfaMaintenanceWindow, 1);

  self->days_of_month = g_array_new (FALSE, FALSE, sizeof (guint));
  self->weekdays = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

static void
free_folder (IfaClientFolder *self)
{
  g_free (self->path);
  g_free (self->match);
  g_free (self->format);
  g_free (self->query);
  g_hash_table_unref (self->columns);
  g_free (self->encoding);
  g_free (self);
}

gpointer
ifa_profile_new_folder (void)
{
  IfaClientFolder *self = g_new0 (IfaClientFolder, 1);

  self->format = g_strdup ("auto");
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
free_error (IfaErrorCode *self)
{
  g_free (self->code);
  text_clear (&self->title);
  text_clear (&self->explanation);
  g_ptr_array_unref (self->steps);
  g_free (self->cause);
  g_free (self);
}

gpointer
ifa_profile_new_error (void)
{
  IfaErrorCode *self = g_new0 (IfaErrorCode, 1);

  self->steps = new_texts ();
  return self;
}

static void
free_deadline (IfaDeadline *self)
{
  g_free (self->fault);
  g_free (self->counts_from);
  text_clear (&self->rule);
  g_free (self);
}

gpointer
ifa_profile_new_deadline (void)
{
  IfaDeadline *self = g_new0 (IfaDeadline, 1);

  self->working_days = -1;
  self->hours = -1;
  return self;
}

static void
free_advice (IfaAdvice *self)
{
  g_free (self->match);
  text_clear (&self->warn);
  g_free (self);
}

gpointer
ifa_profile_new_advice (void)
{
  return g_new0 (IfaAdvice, 1);
}

static void
free_parameter_value (IfaParameterValue *self)
{
  g_free (self->id);
  text_clear (&self->name);
  g_hash_table_unref (self->variables);
  g_free (self);
}

gpointer
ifa_profile_new_parameter_value (void)
{
  IfaParameterValue *self = g_new0 (IfaParameterValue, 1);

  self->variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
free_parameter (IfaParameter *self)
{
  g_free (self->id);
  text_clear (&self->name);
  g_ptr_array_unref (self->values);
  g_free (self->value);
  g_free (self);
}

gpointer
ifa_profile_new_parameter (void)
{
  IfaParameter *self = g_new0 (IfaParameter, 1);

  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) free_parameter_value);
  return self;
}

static void
free_source (IfaSource *self)
{
  text_clear (&self->title);
  g_free (self->url);
  g_free (self->checked);
  g_free (self);
}

gpointer
ifa_profile_new_source (void)
{
  return g_new0 (IfaSource, 1);
}

static GPtrArray *
new_list (gpointer free_element)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) free_element);
}

/* A profile with every list, and nothing in them. */
IfaProfile *
ifa_profile_new_empty (void)
{
  IfaProfile *self = g_new0 (IfaProfile, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->endpoints = new_list (free_endpoint);
  self->status_min_interval_s = DEFAULT_MIN_INTERVAL_S;
  self->status_format = g_strdup ("auto");
  self->maintenance = new_list (free_window);
  self->clock_ntp = g_new0 (char *, 1);
  self->clock_max_error_s = DEFAULT_MAX_ERROR_S;
  self->control_https = g_new0 (char *, 1);
  self->client_processes = g_new0 (char *, 1);
  self->client_outbox = new_list (free_folder);
  self->client_cache = new_list (free_folder);
  self->client_logs = new_list (free_folder);
  self->errors = new_list (free_error);
  self->contingency_steps = new_texts ();
  self->deadlines = new_list (free_deadline);
  self->advice = new_list (free_advice);
  self->parameters = new_list (free_parameter);
  self->sources = new_list (free_source);
  self->unverified = new_texts ();
  return self;
}

/**
 * ifa_profile_ref:
 * @self: a profile
 *
 * Returns: (transfer full): @self
 */
IfaProfile *
ifa_profile_ref (IfaProfile *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
free_client (IfaProfile *self)
{
  text_clear (&self->client_name);
  g_strfreev (self->client_processes);
  g_free (self->client_version_file);
  g_free (self->client_version_pattern);
  g_ptr_array_unref (self->client_outbox);
  g_ptr_array_unref (self->client_cache);
  g_ptr_array_unref (self->client_logs);
}

static void
free_vendor (IfaProfile *self)
{
  g_free (self->vendor_name);
  g_free (self->vendor_email);
  g_free (self->vendor_phone);
  g_free (self->vendor_url);
  text_clear (&self->vendor_hours);
}

static void
free_contingency (IfaProfile *self)
{
  text_clear (&self->contingency_title);
  g_ptr_array_unref (self->contingency_steps);
  g_free (self->contingency_url);
  g_free (self->contingency_source);
  g_free (self->contingency_checked);
  g_ptr_array_unref (self->deadlines);
}

void
ifa_profile_unref (IfaProfile *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  text_clear (&self->name);
  free_vendor (self);
  g_ptr_array_unref (self->endpoints);
  g_free (self->status_url);
  g_free (self->status_format);
  g_free (self->version_url);
  g_free (self->version_minimum_path);
  g_free (self->version_latest_path);
  g_ptr_array_unref (self->maintenance);
  g_strfreev (self->clock_ntp);
  g_free (self->control_connectivity);
  g_strfreev (self->control_https);
  free_client (self);
  g_ptr_array_unref (self->errors);
  free_contingency (self);
  g_ptr_array_unref (self->advice);
  g_ptr_array_unref (self->parameters);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->unverified);
  g_free (self->file);
  g_free (self->signature_key);
  g_free (self->signature_value);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}
