// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/schedule/schedule_file.h"
#include "core/io/schedule/schedule_json.h"
#include "core/schedule/recognise.h"
#include "core/schedule/validate_order.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

// A schedule from a file with everything there is to say about it.
struct CheckedSchedule
{
    // code: a class of OrderFault, SYNTAX (the order cannot be read) or COSTS (its costs cannot
    // be used). position -1: none.
    struct Complaint
    {
        std::string_view code;
        int rank = -1;
        int position = -1;
        int line = 0; // in the file
        std::string message;
    };

    std::string id;
    std::string path;
    int line = 0;
    ScheduleOrder order; // empty if it could not be read
    std::vector<Complaint> complaints;
    std::int64_t complaintCount = 0;         // of all, also those that are not listed
    std::vector<EvaluatedCosts> evaluations; // of a valid order
    PeakActivations peaks;
    Recognition recognition;

    [[nodiscard]] bool valid() const { return complaintCount == 0; }
};

// Evaluates with the schedule's own cost sets; those that come without any, with costs.
// A searched schedule is recognised if it was made for the first of these.
[[nodiscard]] CheckedSchedule checkSchedule(ReadSchedule read, const std::string &path,
                                            const UnitCosts &costs);

// One line of JSON: id, valid, errors, eval, peak_activations, and more.
[[nodiscard]] std::string checkedToJson(const CheckedSchedule &checked);
// For people: one line if valid, plus one for each complaint ("FILE:LINE: CODE: …").
// Complaints before from are told elsewhere.
[[nodiscard]] std::string checkedToText(const CheckedSchedule &checked, std::size_t from = 0);

} // namespace core
