// Names of things. Every id is a string that begins with the code of the county it belongs to, so
// that keys of one county lie together: 411502C000123 is case 123 of county 411502, 411502R… a
// referral (its tail is random: one bank's referral must say nothing of another's), 411502S… a
// slip, 411502E… an enterprise.
#pragma once

#include <cstdint>
#include <string>

namespace qianqiao {

using SubjectId = std::string;  // a case, referral or slip
using EnterpriseId = std::string;
using OrganisationId = std::string;  // an area code, or a code of the city office's choice
using PersonId = std::string;        // the person's user name; "system" for clocks and imports
using DeadlineId = std::int64_t;
using MessageId = std::int64_t;

enum class SubjectKind { kCase, kReferral, kSlip };

inline constexpr char kSystemPerson[] = "system";

}  // namespace qianqiao
