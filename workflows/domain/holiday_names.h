// Names of the public holidays by their place in the year (全国年节及纪念日放假办法). The notices'
// data names days only. Private to this folder.
#pragma once

#include "workflows/base/instant.h"
#include "workflows/base/text.h"

namespace qianqiao {

// Of a run of days off. A run at no holiday's place in the year is a 放假日 without a name.
Text holiday_name(Date first, Date last);

}  // namespace qianqiao
