// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/slider_limits.h"

#include "ui/controls/value_slider.h"
#include "ui/words/what_if_texts.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace ui {

namespace {

struct SliderLimits
{
    Q_DECLARE_TR_FUNCTIONS(SliderLimits)
};

} // namespace

QString refusalOf(const SliderSpec &spec, const core::Wish &wish, double wanted)
{
    if (spec.setting)
        return refusalText(wish, *spec.setting, wanted);
    if (spec.whole && wanted != std::floor(wanted))
        return SliderLimits::tr("%1 is not a whole number").arg(QLocale().toString(wanted));
    return {};
}

void setRangeOf(ValueSlider &slider, const SliderSpec &spec, const core::Scenario &scenario)
{
    if (spec.setting) {
        const core::Range range = core::rangeOf(*spec.setting, scenario);
        slider.setRange(static_cast<double>(range.least), static_cast<double>(range.most));
    } else if (spec.most > spec.least) {
        slider.setRange(spec.least, spec.most);
    }
}

} // namespace ui
