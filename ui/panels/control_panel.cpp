// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/control_panel.h"

#include "core/scenario/edits.h"
#include "ui/controls/check_box.h"
#include "ui/controls/column.h"
#include "ui/controls/locked_slider.h"
#include "ui/controls/push_button.h"
#include "ui/document/document.h"
#include "ui/panels/batch_controls.h"
#include "ui/panels/control_rows.h"
#include "ui/panels/slider_limits.h"
#include "ui/panels/what_if.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>
#include <optional>

namespace ui {

namespace {

// Where in the panel the slider or the tiles are that were moved, and the sliders that follow.
template <class Sliders>
ToldOf toldOf(const Sliders &sliders, const QWidget &tiles,
              const std::optional<WhatIf::Moved> &moved, const QWidget &panel)
{
    ToldOf controls;
    if (!moved)
        return controls;
    if (moved->setting == core::Setting::Split)
        controls.moved = {tiles.mapTo(&panel, QPoint()), tiles.size()};
    for (const auto &[spec, slider, row] : sliders) {
        const QRect place(row->mapTo(&panel, QPoint()), row->size());
        if (!spec.setting || !row->isVisibleTo(&panel))
            continue;
        if (*spec.setting == moved->setting)
            controls.moved = place;
        else if (spec.value({moved->before, {}}) != slider->value())
            controls.gaveWay.push_back(place);
    }
    return controls;
}

} // namespace

ControlPanel::ControlPanel(Document &document, QWidget *parent)
    : SidePanel(parent), m_document(document), m_opened(document.scenario()),
      m_tiles(new TileGroup), m_batch(new BatchControls(this)),
      m_whatIf(new WhatIf(document, this)), m_overControls(new WhatIfCard(this)),
      m_more(new PushButton(PushButton::Kind::Flat, QStringLiteral("chevron-right"), tr("More"))),
      m_reset(
          new PushButton(PushButton::Kind::Outline, QStringLiteral("reset"), tr("Reset"), this)),
      m_overlap(new CheckBox(tr("Overlap gradient sync")))
{
    setAccessibleName(tr("Controls"));
    m_overControls->setObjectName(QStringLiteral("whatIfOverControls"));
    m_overControls->hide();
    build();
    closeColumn();
    m_reset->setWhatsThis(tr("Restores the scenario as it was opened."));
    addLocks();
    connect(m_reset, &PushButton::clicked, this, [this] {
        m_document.edit(core::wishFor(m_opened), tr("reset"));
        m_document.endMerge();
    });
    connect(m_batch, &BatchControls::followsChosen, m_whatIf, &WhatIf::follow);
    connect(m_whatIf, &WhatIf::told, this, [this] {
        refresh();
        placeOverControls();
    });
    connect(m_whatIf->card(), &WhatIfCard::placed, this, &ControlPanel::placeOverControls);
    connect(&m_document, &Document::opened, this, &ControlPanel::rememberOpened);
    connect(&m_document, &Document::selectionChanged, this, &ControlPanel::refresh);
    showMore(false);
    m_whatIf->tell();
}

ControlContext ControlPanel::context() const
{
    return {m_document.scenario(), m_document.selectedDevice(), m_document.wish().follows};
}

void ControlPanel::build()
{
    addHeading(tr("How is the work split?"), 0);
    m_headings.front()->setObjectName(QStringLiteral("strategyHeading"));
    fillTiles(*m_tiles);
    column().add(m_tiles, 3);
    connect(m_tiles, &ChoiceRow::chosen, this, &ControlPanel::splitWork);
    // Back to the split of this name from another one that became it.
    connect(m_tiles, &ChoiceRow::chosenAgain, this, &ControlPanel::splitWork);
    addChoosers(ControlGroup::Split);
    addSliders(ControlGroup::Split);
    m_batch->addTo(column());
    addSliders(ControlGroup::Batch);
    column().add(m_whatIf->card(), 4);
    addHeading(tr("Hardware"), 8);
    addChoosers(ControlGroup::Hardware);
    addSliders(ControlGroup::Hardware);
    addMore();
}

void ControlPanel::addLocks()
{
    m_tiles->setObjectName(QStringLiteral("strategy"));
    m_locks.add(m_tiles->objectName(), *m_tiles);
    m_locks.add(m_overlap->objectName(), *m_overlap);
    m_locks.add(QStringLiteral("reset"), *m_reset);
    m_locks.add(m_batch->choice().objectName(), m_batch->choice());
    for (const Slider &slider : m_sliders)
        m_locks.add(slider.spec.id, *slider.row);
    for (const Chooser &chooser : m_choosers)
        m_locks.add(chooser.spec.id, *chooser.widget);
}

void ControlPanel::allow(const ControlLocks::Names &ids)
{
    if (m_locks.allow(ids))
        refresh();
}

void ControlPanel::showOnly(const QStringList &ids)
{
    m_only = ids;
    m_whatIf->holdSplit(!ids.contains(m_tiles->objectName())); // the lesson chose it
    m_showsMore = true;
    setBare();
    m_reset->hide();
    allow(ids);
}

// A lesson says itself what gave way to its task, but for a split that it did not ask for.
void ControlPanel::hideTheRest()
{
    WhatIfCard &note = *m_whatIf->card();
    QStringList ids = m_only + QStringList(note.objectName());
    if (ids.contains(m_tiles->objectName()))
        ids.append(m_headings.front()->objectName());
    note.setVisible(note.kind() == WhatIfCard::Kind::Refusal || m_whatIf->splitsAnew());
    showJust(column(), ids, {m_tiles, m_headings.front(), &m_batch->choice()});
    updateGeometry();
}

QWidget *ControlPanel::bringOut(const QStringList &ids)
{
    const bool showedMore = m_showsMore;
    if (!showedMore && firstShown(ids) == nullptr)
        showMore(true);
    QWidget *control = firstShown(ids);
    if (control != nullptr)
        bringIntoView(*control);
    else
        showMore(showedMore);
    return control;
}

void ControlPanel::splitWork(const QString &tile)
{
    if (const std::optional<StrategySpec> spec = strategyNamed(tile)) {
        m_whatIf->split(spec->strategy, spec->title);
        showStrategy(); // the tile of what it became, which may be another one
    }
}

void ControlPanel::addHeading(const QString &text, double gap)
{
    auto *heading = new Heading(text);
    m_headings.push_back(heading);
    column().add(heading, gap);
}

void ControlPanel::addSliders(ControlGroup group)
{
    for (const SliderSpec &spec : sliderSpecs()) {
        if (spec.group != group)
            continue;
        const std::optional<core::BatchPart> part = batchPartOf(spec.setting);
        LockedSlider *locked = part ? m_batch->makeSlider(*part, spec.label) : nullptr;
        ValueSlider *slider = locked != nullptr ? &locked->slider() : new ValueSlider(spec.label);
        connectSlider(*slider, spec);
        QWidget *row = locked != nullptr ? static_cast<QWidget *>(locked) : slider;
        column().add(row, 0);
        m_sliders.push_back({spec, slider, row});
    }
}

void ControlPanel::connectSlider(ValueSlider &slider, const SliderSpec &spec)
{
    dress(slider, spec);
    slider.setFormat([this, spec](double value) { return spec.text(context(), value); });
    slider.setCheck(
        [this, spec](double wanted) { return refusalOf(spec, m_document.wish(), wanted); });
    connect(&slider, &ValueSlider::changing, this,
            [this, spec](double value) { slide(spec, value); });
    connect(&slider, &ValueSlider::refused, m_whatIf, [this, &slider] {
        m_whatIf->refuse(slider.refusal());
        placeOverControls();
    });
    connect(&slider, &ValueSlider::refusalOver, m_whatIf, &WhatIf::endRefusal);
    connect(&slider, &ValueSlider::released, this, [this] {
        m_beforeDrag.reset();
        m_document.endMerge();
        m_slides = false;
        refresh();
    });
}

// From the scenario before the drag: intermediate values must leave no trace, such as a fault of a
// GPU that is no longer selected.
void ControlPanel::slide(const SliderSpec &spec, double value)
{
    m_slides = true;
    if (spec.setting) {
        m_whatIf->ask(*spec.setting, std::llround(value), spec.undoText, spec.id);
        return;
    }
    if (!m_beforeDrag)
        m_beforeDrag = m_document.scenario();
    const ControlContext before{*m_beforeDrag, m_document.selectedDevice()};
    m_document.edit(spec.apply(before, value), spec.undoText, spec.id);
}

void ControlPanel::addChoosers(ControlGroup group)
{
    for (const ChooserSpec &spec : chooserSpecs()) {
        if (spec.group != group)
            continue;
        ChoiceBox *box = boxOf(spec);
        connect(box, &ChoiceBox::chosen, this, [this, spec](const QString &id) {
            if (spec.setting && spec.asked != nullptr)
                m_whatIf->ask(*spec.setting, spec.asked(id), spec.undoText);
            else
                m_document.edit(spec.apply(m_document.scenario(), id), spec.undoText);
        });
        column().add(box, group == ControlGroup::More ? 6 : 5);
        m_choosers.push_back({spec, box});
    }
}

void ControlPanel::addMore()
{
    dress(*m_more);
    column().add(m_more, 0);
    connect(m_more, &PushButton::clicked, this, [this] { showMore(!m_showsMore); });
    addChoosers(ControlGroup::More);
    addSliders(ControlGroup::More);
    dress(*m_overlap);
    column().add(m_overlap, 4);
    connect(m_overlap, &CheckBox::clicked, this, [this](bool on) {
        m_document.edit(core::withOverlap(m_document.scenario(), on), tr("change overlap"));
    });
}

void ControlPanel::showMore(bool more)
{
    m_showsMore = more;
    m_more->setIconName(more ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
    refresh();
}

void ControlPanel::rememberOpened()
{
    scrollToTop();
    m_opened = m_document.scenario();
    m_beforeDrag.reset();
    refresh();
}

bool ControlPanel::choosersShown(ControlGroup group) const
{
    return std::ranges::any_of(m_choosers, [&](const Chooser &chooser) {
        return chooser.spec.group == group && chooser.spec.visible(shownLayout());
    });
}

void ControlPanel::setAwake(bool awake)
{
    m_awake = awake;
    m_whatIf->setAwake(awake);
}

void ControlPanel::setPinned(const std::optional<core::Scenario> &scenario)
{
    m_pinned = scenario;
    refresh();
}

void ControlPanel::refresh()
{
    if (!m_awake)
        return;
    const core::Scenario &scenario = m_document.scenario();
    showStrategy();
    m_batch->show(m_document.wish().follows);
    showSliders();
    for (const Chooser &chooser : m_choosers) {
        const ChoiceBox::Item current = chooser.spec.current(scenario);
        chooser.widget->setCurrentId(current.id, current.text);
        const bool open = chooser.spec.group != ControlGroup::More || m_showsMore;
        chooser.widget->setVisible(open && chooser.spec.visible(shownLayout()));
        m_locks.follow(chooser.spec, scenario);
    }
    m_overlap->setChecked(scenario.parallel.overlap);
    m_overlap->setVisible(m_showsMore && scenario.parallel.data > 1);
    m_reset->setEnabled(!(scenario == m_opened) && !m_locks.isOn());
    if (isBare())
        hideTheRest();
    update();
}

void ControlPanel::showStrategy()
{
    m_tiles->setCurrent(tileOf(m_document.scenario()));
}

// Rows come and go after the mouse is released: none may move under the pointer.
const core::Scenario &ControlPanel::shownLayout() const
{
    const std::optional<WhatIf::Moved> &moved = m_whatIf->moved();
    return m_slides && moved ? moved->before : m_document.scenario();
}

void ControlPanel::showSliders()
{
    const ControlContext now = context();
    const ControlContext opened{m_opened, {}};
    const std::optional<WhatIf::Moved> &moved = m_whatIf->moved();
    std::optional<ControlGroup> begun; // the group whose first slider is shown
    for (const auto &[spec, slider, row] : m_sliders) {
        const double value = spec.value(now);
        const bool other = moved && spec.setting && moved->setting != *spec.setting;
        const double was = moved ? spec.value({moved->before, {}}) : value;
        slider->setScale(m_whatIf->scaleOf(spec, now));
        slider->setValue(value);
        slider->setResetValue(spec.value(opened));
        slider->setFormerValue(moved && spec.setting ? std::optional(was) : std::nullopt);
        const bool ticked = m_pinned && spec.visible(*m_pinned);
        slider->setPinnedValue(ticked ? std::optional(spec.value({*m_pinned, now.selectedDevice}))
                                      : std::nullopt);
        slider->setGaveWay(other && was != value);
        column().setMarked(row, other && was != value && spec.setting != core::Setting::Devices);
        setRangeOf(*slider, spec, now.scenario);
        m_locks.follow(spec, now.scenario);
        const bool shown =
            (spec.group != ControlGroup::More || m_showsMore) && spec.visible(shownLayout());
        row->setVisible(shown);
        // The first one stands close to its heading, or a little off a list or the tiles.
        const bool first = shown && begun != spec.group;
        const bool below = spec.group == ControlGroup::Split || choosersShown(spec.group);
        column().setGap(row, !first ? 0 : below ? 8 : 3);
        if (first)
            begun = spec.group;
    }
}

void ControlPanel::setLook(const Look &look)
{
    m_tiles->setLook(look);
    m_batch->setLook(look);
    m_whatIf->card()->setLook(look);
    m_overControls->setLook(look);
    m_more->setLook(look);
    m_reset->setLook(look);
    m_overlap->setLook(look);
    for (Heading *heading : m_headings)
        heading->setLook(look);
    for (const Slider &slider : m_sliders)
        slider.widget->setLook(look);
    for (const Chooser &chooser : m_choosers)
        chooser.widget->setLook(look);
    setFrameLook(look);
}

void ControlPanel::placeFooter()
{
    const QRect reset(footer().topLeft(), m_reset->sizeHint());
    m_reset->setGeometry(QStyle::visualRect(layoutDirection(), rect(), reset));
}

void ControlPanel::placeOverControls()
{
    if (!isBare())
        repeatWhereSeen(*m_overControls, *m_whatIf->card(), seen(),
                        toldOf(m_sliders, *m_tiles, m_whatIf->moved(), *this));
}

void ControlPanel::paintEvent(QPaintEvent *event)
{
    SidePanel::paintEvent(event);
    if (isBare())
        return;
    paintBeside(*this, *m_reset, footer(),
                m_locks.isOn() ? tr("Grey: left as it is.") : m_whatIf->undoText(), look());
}

} // namespace ui
