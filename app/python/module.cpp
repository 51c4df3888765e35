// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the Python package that is compiled: JSON text in, JSON text out. What people call is
// in parallarium/__init__.py.
#include "core/answer/advise_answer.h"
#include "core/answer/answer_text.h"
#include "core/answer/schedule_request.h"
#include "core/answer/sweep_answer.h"
#include "core/io/schedule/schedule_json.h"
#include "core/live/session/calibration_file.h"
#include "core/runner/attended_work.h"

#include <pybind11/pybind11.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace py = pybind11;

namespace {

// pybind11 turns it into parallarium.Error.
struct Refused : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

// Work on another thread, so that Python runs meanwhile and Ctrl+C ends it.
template <class Work>
std::string answerOf(const Work &work)
{
    bool interrupted = false;
    std::optional<core::Result<std::string>> answer;
    {
        const py::gil_scoped_release others;
        answer = core::attendedWork(work, [&interrupted] {
            const py::gil_scoped_acquire own;
            interrupted = interrupted || PyErr_CheckSignals() != 0;
            return !interrupted;
        });
    }
    if (interrupted)
        throw py::error_already_set();
    if (!*answer)
        throw Refused(answer->error().message);
    return std::move(*answer).value();
}

std::string simulate(const std::string &request)
{
    return answerOf(
        [&](const std::stop_token &stop) { return core::simulateAnswer(request, stop); });
}

std::string cost(const std::string &request)
{
    return answerOf([&](const std::stop_token &stop) { return core::costAnswer(request, stop); });
}

std::string sweep(const std::string &request)
{
    return answerOf([&](const std::stop_token &stop) { return core::sweepAnswer(request, stop); });
}

std::string advise(const std::string &request)
{
    return answerOf([&](const std::stop_token &stop) { return core::adviseAnswer(request, stop); });
}

std::string schedule(const core::ScheduleRequest &request)
{
    return answerOf([&](const std::stop_token &) -> core::Result<std::string> {
        const core::Result<core::ScheduleReport> report = core::scheduleRequested(request);
        if (!report)
            return report.error();
        return core::scheduleToJson(report.value());
    });
}

std::string scheduleOf(const std::string &name, int ranks, int microBatches, int chunks, int group,
                       double memoryLimit, bool recompute, const py::dict &costs)
{
    core::ScheduleRequest request;
    request.name = name;
    request.shape.ranks = ranks;
    request.shape.microBatches = microBatches;
    request.shape.chunks = chunks;
    request.shape.group = group;
    request.shape.memoryLimit = memoryLimit;
    request.recompute = recompute;
    request.costs = py::cast<std::string>(costs["costs"]);
    request.hop = py::cast<std::string>(costs["hop"]);
    request.pair = py::cast<std::string>(costs["pair"]);
    return schedule(request);
}

} // namespace

PYBIND11_MODULE(_core, module)
{
    core::live::useKeptCalibration(core::live::calibrationPath());
    py::register_exception<Refused>(module, "Error", PyExc_ValueError);
    module.attr("__version__") = PARALLARIUM_VERSION;
    module.def("simulate", &simulate, py::arg("request"));
    module.def("cost", &cost, py::arg("request"));
    module.def("advise", &advise, py::arg("request"));
    module.def("sweep", &sweep, py::arg("request"));
    module.def("schedule", &scheduleOf, py::arg("name"), py::kw_only(), py::arg("ranks"),
               py::arg("micro_batches"), py::arg("chunks"), py::arg("group"),
               py::arg("memory_limit"), py::arg("recompute"), py::arg("costs"));
}
