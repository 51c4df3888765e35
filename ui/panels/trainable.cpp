// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/trainable.h"

#include "core/live/session/trained_layout.h"
#include "ui/controls/value_slider.h"
#include "ui/panels/slider_limits.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QCoreApplication>

#include <cmath>
#include <vector>

namespace ui {

namespace {

struct Trainable
{
    Q_DECLARE_TR_FUNCTIONS(Trainable)
};

} // namespace

QString untrainableText(const core::Scenario &scenario)
{
    if (const auto trained = core::live::trainedLayout(scenario); !trained)
        return ofWorkers(textOf(trained.error().message));
    return {};
}

namespace {

// After asking for a number, which others may have to give way to.
QString untrainableAfter(const core::Wish &wish, core::Setting setting, double wanted)
{
    // Before thousands of workers are placed.
    const bool countable =
        wanted >= 1 && wanted <= core::live::kMostDevices && wanted == std::floor(wanted);
    if (setting == core::Setting::Devices && !countable)
        return Trainable::tr(
                   "Each worker is a thread of this computer: type a whole number from 1 to %1")
            .arg(core::live::kMostDevices);
    return untrainableText(
        core::complete(core::asking(wish, setting, std::llround(wanted))).scenario);
}

} // namespace

QString trainingRefusal(const core::Scenario &now, const core::Wish &next)
{
    return untrainableText(now).isEmpty() ? untrainableText(core::complete(next).scenario)
                                          : QString();
}

QString trainingRefusal(const SliderSpec &spec, const core::Wish &wish, double wanted)
{
    const QString impossible = ofWorkers(refusalOf(spec, wish, wanted));
    if (!spec.setting || (!impossible.isEmpty() && spec.setting != core::Setting::Devices))
        return impossible;
    const QString untrainable = untrainableAfter(wish, *spec.setting, wanted);
    return untrainable.isEmpty() ? impossible : untrainable;
}

void setTrainableRange(ValueSlider &slider, const SliderSpec &spec, const core::Scenario &scenario)
{
    setRangeOf(slider, spec, scenario);
    if (spec.setting == core::Setting::Devices)
        slider.setRange(1, core::live::kMostDevices);
}

ValueScale trainableScale(const SliderSpec &spec, const ControlContext &now, const core::Wish &wish)
{
    ValueScale scale = spec.scale(now);
    if (!spec.setting)
        return scale;
    const double current = spec.value(now);
    std::erase_if(scale.stops, [&](double stop) {
        return stop != current && !untrainableAfter(wish, *spec.setting, stop).isEmpty();
    });
    return scale;
}

} // namespace ui
