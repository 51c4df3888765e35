// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/group_texts.h"

#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <array>

namespace ui {

namespace {

struct Words
{
    const char *grouping;
    const char *name;
};

// In the order of RowGrouping.
constexpr std::array<Words, kRowGroupings> kWords = {
    {{QT_TRANSLATE_NOOP("Timeline", "no groups"), ""},
     {QT_TRANSLATE_NOOP("Timeline", "by node"), QT_TRANSLATE_NOOP("Timeline", "node %1")},
     {QT_TRANSLATE_NOOP("Timeline", "by stage"), QT_TRANSLATE_NOOP("Timeline", "stage %1")},
     {QT_TRANSLATE_NOOP("Timeline", "by replica"), QT_TRANSLATE_NOOP("Timeline", "replica %1")}}};

class GroupWords
{
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

} // namespace

QString groupingName(RowGrouping grouping)
{
    return GroupWords::tr(kWords[static_cast<std::size_t>(grouping)].grouping);
}

QString groupName(const RowGroup &group)
{
    return GroupWords::tr(kWords[static_cast<std::size_t>(group.by)].name)
        .arg(countText(group.number + 1));
}

QString groupRange(const RowGroup &group)
{
    if (group.lastDevice - group.firstDevice + 1 == group.devices)
        return group.devices == 1
                   ? countText(group.firstDevice)
                   : countText(group.firstDevice) + QChar(0x2013) + countText(group.lastDevice);
    return GroupWords::tr(QT_TRANSLATE_NOOP("Timeline", "%1 GPUs")).arg(countText(group.devices));
}

} // namespace ui
