/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "page.h"
#include "profile.h"
#include "story.h"

G_BEGIN_DECLS

#define IFA_TYPE_STORY_PAGE (ifa_story_page_get_type ())
G_DECLARE_FINAL_TYPE (IfaStoryPage, ifa_story_page, IFA, STORY_PAGE, IfaPage)

void ifa_story_page_set_profile (IfaStoryPage *self, IfaProfile *profile);
IfaStory *ifa_story_page_dup_story (IfaStoryPage *self);

G_END_DECLS
